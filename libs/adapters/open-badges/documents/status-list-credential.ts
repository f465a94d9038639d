import { STATUS_LIST_LENGTH, type StatusList } from '@laurel/certification-domain';
import { CREDENTIALS_V2, isoSeconds, toBase64Url } from '@laurel/verifiable-credentials';
import { gzipSync } from 'node:zlib';
import { type Issuer, profileOf } from './issuer.ts';

/** How long verifiers may keep a list, in milliseconds; afterwards they ask again. */
export const STATUS_LIST_LIFE_MS = 5 * 60_000;
/** After this a list is no proof of anything: who withholds the newer ones gains a day at most. */
const VALID_MS = 24 * 60 * 60_000;

/** A Bitstring Status List (1.0) without its proof. */
export const statusListCredential = ({ list, purpose, set }: StatusList, issuer: Issuer, now: Date) => {
  const id = issuer.addresses.status(list, purpose);
  return {
    '@context': [CREDENTIALS_V2],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: profileOf(issuer).id,
    validFrom: isoSeconds(now),
    validUntil: isoSeconds(new Date(now.getTime() + VALID_MS)),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: encodedList(set),
      ttl: STATUS_LIST_LIFE_MS,
    },
  };
};

/** The bits, the first one leftmost, compressed. Throws for a place that the list does not have. */
const encodedList = (set: readonly number[]): string => {
  const bits = new Uint8Array(STATUS_LIST_LENGTH / 8);
  for (const index of set) {
    const byte = bits[index >> 3];
    if (byte === undefined) throw new RangeError(`a status list has no place ${index}`);
    bits[index >> 3] = byte | (0b1000_0000 >> (index & 7));
  }
  return toBase64Url(gzipSync(bits));
};
