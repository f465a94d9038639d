import { STATUS_LIST_LENGTH } from '@laurel/certification-domain';
import { CREDENTIALS_V2, isoSeconds, secure, toBase64Url } from '@laurel/verifiable-credentials';
import { z } from 'zod';
import { type BodyKey, methodOf, signerWith } from './body-key.ts';

/** The file in which a body remembers which places of its status list it gave out, and which it withdrew. */
export const withdrawals = z.object({
  format: z.literal('laurel-endorse-withdrawals/1'),
  /** Where the signed list is published, by the body itself. */
  list: z.url({ protocol: /^https$/ }),
  given: z.array(z.int().nonnegative()),
  withdrawn: z.array(z.int().nonnegative()),
});
export type Withdrawals = z.infer<typeof withdrawals>;

export const newWithdrawals = (list: string): Withdrawals =>
  withdrawals.parse({ format: 'laurel-endorse-withdrawals/1', list, given: [], withdrawn: [] });

/** A free place, at random: its number says nothing about how many there are. */
export const freePlace = ({ given }: Withdrawals, random: () => number): number => {
  const taken = new Set(given);
  if (taken.size >= STATUS_LIST_LENGTH / 2)
    throw new Error('The status list is half full: begin a new one at another address');
  for (;;) {
    const place = random() % STATUS_LIST_LENGTH;
    if (!taken.has(place)) return place;
  }
};

/** The list as the body publishes it: a Bitstring Status List (1.0), signed here. */
export const signedStatusList = async (
  { list, withdrawn }: Withdrawals,
  { key, now }: { readonly key: BodyKey; readonly now: Date },
): Promise<string> => {
  const document = {
    '@context': [CREDENTIALS_V2],
    id: list,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: key.signer,
    validFrom: isoSeconds(now),
    credentialSubject: {
      id: `${list}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: toBase64Url(await zipped(bitsOf(withdrawn))),
    },
  };
  const sign = signerWith(key);
  return JSON.stringify(await secure(document, { created: now, verificationMethod: methodOf(key), sign }));
};

/** The first bit is the leftmost of the first byte. */
const bitsOf = (set: readonly number[]): Uint8Array<ArrayBuffer> => {
  const bits = new Uint8Array(STATUS_LIST_LENGTH / 8);
  for (const index of set) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0b1000_0000 >> (index & 7));
  return bits;
};

const zipped = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

/** Where a signed endorsement says that its withdrawal would stand; undefined: it names no place. */
export const placeOf = (document: unknown): { readonly list: string; readonly index: number } | undefined => {
  const read = placed.safeParse(document);
  if (!read.success) return undefined;
  const { statusListCredential: list, statusListIndex: index } = read.data.credentialStatus;
  return { list, index };
};

const placed = z.looseObject({
  credentialStatus: z.looseObject({
    statusListCredential: z.string(),
    statusListIndex: z.string().regex(/^\d+$/).transform(Number),
  }),
});
