import { type StatusPurpose } from './award.ts';

/** What stands at one of the public addresses. */
export type PublicDocument =
  | { readonly is: 'issuer' | 'didDocument' | 'jwks' }
  | { readonly is: 'achievement'; readonly programme: string; readonly version: number }
  | { readonly is: 'status'; readonly list: string; readonly purpose: StatusPurpose };

/** The text of a document, JSON; undefined: there is none of that name. Holds nothing about a person. */
export type ReadPublicDocument = (document: PublicDocument) => Promise<string | undefined>;

/**
 * Which document is at an address of ours, below `publicUrl`; undefined for every other address. A did:web means https, also
 * where a house is tried out on http.
 */
export const documentAt = (address: string, publicUrl: string): PublicDocument | undefined => {
  const base = `${withoutScheme(publicUrl).replace(/\/+$/, '')}/`;
  const bare = withoutScheme(address);
  if (!bare.startsWith(base) || !URL.canParse(address)) return undefined;
  const path = bare.slice(base.length).replace(/[?#].*$/, '');
  const fixed = FIXED.get(path);
  if (fixed) return { is: fixed };
  const parts = path.split('/').map(decoded);
  return parts.length === 3 ? (achievementAt(parts) ?? statusAt(parts)) : undefined;
};

const withoutScheme = (address: string): string => address.replace(/^https?:/, '');

const FIXED = new Map<string, 'issuer' | 'didDocument' | 'jwks'>([
  ['issuer', 'issuer'],
  ['did.json', 'didDocument'],
  ['.well-known/did.json', 'didDocument'],
  ['.well-known/jwks.json', 'jwks'],
]);

const achievementAt = ([kind, programme = '', version = '']: readonly string[]): PublicDocument | undefined =>
  kind === 'programmes' && /^[1-9]\d{0,8}$/.test(version)
    ? { is: 'achievement', programme, version: Number(version) }
    : undefined;

const statusAt = ([kind, list = '', purpose]: readonly string[]): PublicDocument | undefined =>
  kind === 'status' && (purpose === 'revocation' || purpose === 'suspension')
    ? { is: 'status', list, purpose }
    : undefined;

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
};
