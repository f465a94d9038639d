import { base58, base64urlnopad } from '@scure/base';

/** Multibase: z is base58btc, u is base64url without padding. */
export const toBase58 = (bytes: Uint8Array): string => `z${base58.encode(bytes)}`;
export const toBase64Url = (bytes: Uint8Array): string => `u${base64urlnopad.encode(bytes)}`;

/** undefined: it is neither, or has letters that do not belong. */
export const fromMultibase = (text: string): Uint8Array | undefined => {
  try {
    if (text.startsWith('z')) return base58.decode(text.slice(1));
    if (text.startsWith('u')) return base64urlnopad.decode(text.slice(1));
  } catch {
    return undefined; // letters of another alphabet
  }
  return undefined;
};
