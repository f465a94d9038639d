import { type ListedIssuerKey } from '@laurel/certification-domain';
import { toMultikey } from '@laurel/verifiable-credentials';
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { type IssuerKeys } from './issuer-keys.ts';
import { publicKeyOf, signWith } from './node-keys.ts';

/** As it is kept: the private half cannot be read without the secret. */
export interface SealedKey extends ListedIssuerKey {
  /** Initialisation vector (12 bytes), tag (16 bytes), and the PKCS #8 of the key under AES-256-GCM. */
  readonly sealed: Uint8Array;
}

export interface SealedKeyStore {
  /** The newest first. */
  list(): Promise<readonly SealedKey[]>;
  /** Keeps them where there are none yet; of two processes that start at once the second one's are dropped. */
  addFirst(keys: readonly SealedKey[]): Promise<void>;
  /** Retires all that sign, and keeps these: at once. */
  replace(keys: readonly SealedKey[], now: Date): Promise<void>;
}

/** Keys that Laurel made itself. The first ones are made here; fails where the secret is not the one that they were sealed with. */
export const openSealedKeys = async (store: SealedKeyStore, secret: string, now: Date): Promise<IssuerKeys> => {
  if ((await store.list()).length === 0) await store.addFirst(newKeys(secret, now));
  const opened = new Map((await store.list()).map((key) => [key.name, unseal(key, secret)]));
  const privateKey = async (name: string): Promise<KeyObject> => {
    const known = opened.get(name);
    if (known) return known;
    const sealed = (await store.list()).find((key) => key.name === name); // rotated by another process
    if (!sealed) throw new Error(`the issuer has no key ${name}`);
    const key = unseal(sealed, secret);
    opened.set(name, key);
    return key;
  };
  return {
    list: () => store.list(),
    sign: async (name, data) => signWith(await privateKey(name), data),
    rotate: (at) => store.replace(newKeys(secret, at), at),
  };
};

const newKeys = (secret: string, now: Date): readonly SealedKey[] =>
  [generateKeyPairSync('ed25519'), generateKeyPairSync('ec', { namedCurve: 'P-256' })].map(({ privateKey }) =>
    seal(privateKey, secret, now),
  );

const seal = (key: KeyObject, secret: string, now: Date): SealedKey => {
  const publicKey = publicKeyOf(createPublicKey(key));
  if (!publicKey) throw new Error('only Ed25519 and P-256 keys are kept');
  const name = toMultikey(publicKey);
  const iv = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, encryptionKey(secret), iv).setAAD(Buffer.from(name));
  const text = Buffer.concat([cipher.update(key.export({ format: 'der', type: 'pkcs8' })), cipher.final()]);
  const sealed = Uint8Array.from(Buffer.concat([iv, cipher.getAuthTag(), text]));
  return { name, curve: publicKey.curve, madeAt: now, retiredAt: null, sealed };
};

/** The name is authenticated: a row under another name, or with another key's secret half, does not open. */
const unseal = ({ name, sealed }: SealedKey, secret: string): KeyObject => {
  const bytes = Buffer.from(sealed);
  const cipher = createDecipheriv(ALGORITHM, encryptionKey(secret), bytes.subarray(0, 12))
    .setAAD(Buffer.from(name))
    .setAuthTag(bytes.subarray(12, 28));
  try {
    const key = Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]);
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } catch (error) {
    throw new Error(`the issuer's key ${name} cannot be opened: it was sealed with another secret`, { cause: error });
  }
};
const ALGORITHM = 'aes-256-gcm';

/** The secret has its entropy already (32 random bytes or a long setting), so it is only bound to its purpose. */
const encryptionKey = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', 'laurel issuer keys', 32));
