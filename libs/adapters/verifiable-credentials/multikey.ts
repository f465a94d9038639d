import { fromMultibase, toBase58 } from './multibase.ts';

export type Curve = 'Ed25519' | 'P-256';

/** A public key; P-256 as a compressed point. */
export interface PublicKey {
  readonly curve: Curve;
  readonly bytes: Uint8Array;
}

/** The multicodec of each curve as an unsigned varint, and the length of the key after it in bytes. */
const KINDS: readonly { readonly curve: Curve; readonly prefix: readonly [number, number]; readonly length: number }[] =
  [
    { curve: 'Ed25519', prefix: [0xed, 0x01], length: 32 },
    { curve: 'P-256', prefix: [0x80, 0x24], length: 33 },
  ];

/** publicKeyMultibase of a Multikey (Controlled Identifiers 1.0), which is also what comes behind `did:key:`. */
export const toMultikey = ({ curve, bytes }: PublicKey): string => {
  const kind = KINDS.find((one) => one.curve === curve);
  if (kind?.length !== bytes.length) throw new Error(`a public key of ${curve} with ${bytes.length} bytes`);
  return toBase58(Uint8Array.from([...kind.prefix, ...bytes]));
};

/** undefined: it is no key of a curve that is known here. */
export const fromMultikey = (text: string): PublicKey | undefined => {
  // Decoding base58 takes quadratic time.
  const bytes = text.length <= MOST_LETTERS ? fromMultibase(text) : undefined;
  const kind = KINDS.find(
    ({ prefix, length }) => bytes?.length === length + 2 && prefix.every((one, at) => bytes[at] === one),
  );
  return bytes && kind ? { curve: kind.curve, bytes: bytes.slice(2) } : undefined;
};
const MOST_LETTERS = 100;
