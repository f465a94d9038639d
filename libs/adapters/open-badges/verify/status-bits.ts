import { fromMultibase } from '@laurel/verifiable-credentials';
import { gunzip } from 'node:zlib';
import { MOST_STATUS_LIST_BYTES } from './limits.ts';
import { NotRead } from './read-json.ts';

/**
 * The bits of an encoded list. It is given up where it would grow beyond the limit, before it does. A list shorter than the
 * standard demands is read all the same: its length protects who is looked up, not who looks.
 */
export const statusBits = async (encodedList: string): Promise<Uint8Array | NotRead> => {
  const packed = encodedList.startsWith('u') ? fromMultibase(encodedList) : undefined;
  return packed ? unpacked(packed) : new NotRead('the list is not in base64url (multibase u).');
};

const unpacked = (packed: Uint8Array): Promise<Uint8Array | NotRead> =>
  new Promise((resolve) => {
    gunzip(packed, { maxOutputLength: MOST_STATUS_LIST_BYTES }, (error, bits) => {
      if (!error) return resolve(bits);
      const isTooLarge = 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      const limit = MOST_STATUS_LIST_BYTES / 1024 / 1024;
      return resolve(
        new NotRead(isTooLarge ? `the list unpacks to more than ${limit} MiB.` : 'the list does not unpack.'),
      );
    });
  });

/** Is the bit set? The first one is leftmost. undefined: the list has no such place. */
export const bitAt = (bits: Uint8Array, index: number): boolean | undefined => {
  const byte = bits[Math.floor(index / 8)];
  return byte === undefined ? undefined : (byte & (0b1000_0000 >> (index % 8))) !== 0;
};
