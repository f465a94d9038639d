import { type StatusPurpose } from './award.ts';

/** What stands at one of the public addresses. */
export type PublicDocument =
  | { readonly is: 'issuer' | 'didDocument' | 'jwks' }
  | { readonly is: 'achievement'; readonly programme: string; readonly version: number }
  | { readonly is: 'status'; readonly list: string; readonly purpose: StatusPurpose };

/** The text of a document, JSON; undefined: there is none of that name. Holds nothing about a person. */
export type ReadPublicDocument = (document: PublicDocument) => Promise<string | undefined>;

/** Which document is at an address of ours, below `publicUrl`; undefined for every other address. */
export const documentAt = (address: string, publicUrl: string): PublicDocument | undefined => {
  const base = publicUrl.replace(/\/+$/, '');
  if (!address.startsWith(`${base}/`) || !URL.canParse(address)) return undefined;
  const path = address.slice(base.length + 1).replace(/[?#].*$/, '');
  const fixed = FIXED.get(path);
  if (fixed) return { is: fixed };
  const parts = path.split('/').map(decoded);
  return parts.length === 3 ? named(parts) : undefined;
};

const FIXED = new Map<string, 'issuer' | 'didDocument' | 'jwks'>([
  ['issuer', 'issuer'],
  ['did.json', 'didDocument'],
  ['.well-known/did.json', 'didDocument'],
  ['.well-known/jwks.json', 'jwks'],
]);

const named = ([kind = '', name = '', last = '']: readonly string[]): PublicDocument | undefined => {
  if (kind === 'programmes' && /^[1-9]\d{0,8}$/.test(last)) {
    return { is: 'achievement', programme: name, version: Number(last) };
  }
  return kind === 'status' && (last === 'revocation' || last === 'suspension')
    ? { is: 'status', list: name, purpose: last }
    : undefined;
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
};
