import ipaddr from 'ipaddr.js';

/**
 * May be asked for what somebody else named. IPv4 inside IPv6 counts as the IPv4 address; tunnels, translations and
 * everything that IANA reserved are not public, and neither is what is no address.
 */
export const isPublicAddress = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
