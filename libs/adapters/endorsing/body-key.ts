import { toMultikey, type SignEd25519 } from '@laurel/verifiable-credentials';
import { z } from 'zod';

const jwk = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });

/** The file that a body keeps to itself: whoever has it signs in its name. */
export const bodyKey = z.object({
  format: z.literal('laurel-endorse-key/1'),
  /** did:key of this very key, did:web, or an https address at which it is published. */
  signer: z.string().min(1),
  /** The public half as a Multikey: also its name. */
  publicKey: z.string().min(1),
  privateKey: jwk,
});
export type BodyKey = z.infer<typeof bodyKey>;

const ED25519 = { name: 'Ed25519' };

/** A new key, made where this runs and sent nowhere. Without `signer` it stands for itself, as did:key. */
export const makeBodyKey = async (signer?: string): Promise<BodyKey> => {
  const made = await crypto.subtle.generateKey(ED25519, true, ['sign', 'verify']);
  if (!('publicKey' in made)) throw new Error('This machine makes no Ed25519 keys');
  const [bytes, privateKey] = await Promise.all([
    crypto.subtle.exportKey('raw', made.publicKey),
    crypto.subtle.exportKey('jwk', made.privateKey),
  ]);
  const publicKey = toMultikey({ curve: 'Ed25519', bytes: new Uint8Array(bytes) });
  return {
    format: 'laurel-endorse-key/1',
    signer: signer ?? `did:key:${publicKey}`,
    publicKey,
    privateKey: jwk.parse(privateKey),
  };
};

/** How a proof names the key. A did:key names it by itself. */
export const methodOf = ({ signer, publicKey }: Pick<BodyKey, 'signer' | 'publicKey'>): string =>
  `${signer}#${publicKey}`;

/** Signs with the private half. Throws where the file was damaged. */
export const signerWith =
  ({ privateKey }: BodyKey): SignEd25519 =>
  async (data) => {
    const key = await crypto.subtle.importKey('jwk', privateKey, ED25519, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign(ED25519, key, Uint8Array.from(data)));
  };

/** What the body publishes so that others find the key; undefined for did:key, which holds it. */
export const keyDocument = (key: Pick<BodyKey, 'signer' | 'publicKey'>): object | undefined => {
  const { signer, publicKey } = key;
  if (signer.startsWith('did:key:')) return undefined;
  const id = methodOf(key);
  return {
    '@context': [
      signer.startsWith('did:') ? 'https://www.w3.org/ns/did/v1' : 'https://www.w3.org/ns/cid/v1',
      'https://w3id.org/security/multikey/v1',
    ],
    id: signer,
    verificationMethod: [{ id, type: 'Multikey', controller: signer, publicKeyMultibase: publicKey }],
    assertionMethod: [id],
  };
};

/** Where `keyDocument` must be found; undefined for did:key. */
export const keyAddress = (signer: string): string | undefined => {
  if (!signer.startsWith('did:web:')) return signer.startsWith('https://') ? signer : undefined;
  const [host = '', ...path] = signer.slice('did:web:'.length).split(':').map(decodeURIComponent);
  return path.length === 0 ? `https://${host}/.well-known/did.json` : `https://${host}/${path.join('/')}/did.json`;
};
