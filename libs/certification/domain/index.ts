export type * from './award.ts';
export type * from './fetch-public.port.ts';
export { addressesOf, type PublicAddresses } from './public-addresses.ts';
export type * from './sign-credential.port.ts';
export type * from './verify-credential.port.ts';
