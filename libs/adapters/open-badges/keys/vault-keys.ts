import { type ListedIssuerKey } from '@laurel/certification-domain';
import { type Curve, toMultikey } from '@laurel/verifiable-credentials';
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { type IssuerKeys } from './issuer-keys.ts';
import { keyObjectOf, publicKeyOf } from './node-keys.ts';

/** Vault's transit engine, or what speaks as it does: the secret halves never leave it. */
export interface Vault {
  /** Address of the engine, such as https://vault.example:8200/v1/transit. */
  readonly url: string;
  /** May read, sign with and rotate the two keys. */
  readonly token: string;
  /** Names of a key of the type ed25519 and of one of the type ecdsa-p256. */
  readonly names: Readonly<Record<Curve, string>>;
}

const TIMEOUT_MS = 5000;

const keyAnswer = z.object({
  data: z.object({
    keys: z.record(z.string(), z.object({ public_key: z.string(), creation_time: z.iso.datetime({ offset: true }) })),
  }),
});
const signAnswer = z.object({ data: z.object({ signature: z.string().regex(/^vault:v\d+:[\w+/=-]+$/) }) });

interface KeyVersion extends ListedIssuerKey {
  readonly vaultName: string;
  readonly version: number;
}

/** The issuer's keys in a Vault: every version of both keys is one of ours, the newest signs. */
export const vaultKeys = (vault: Vault): IssuerKeys => {
  const all = async (): Promise<readonly KeyVersion[]> => {
    const lists = await Promise.all(CURVES.map((curve) => versionsOf(vault, curve)));
    return lists.flat().toSorted((one, other) => other.madeAt.getTime() - one.madeAt.getTime());
  };
  return {
    list: all,
    sign: async (name, data) => {
      const key = (await all()).find((one) => one.name === name);
      if (!key) throw new Error(`Vault has no key ${name}`);
      return signWith(vault, key, data);
    },
    rotate: async () => {
      for (const curve of CURVES) await ask(vault, `keys/${vault.names[curve]}/rotate`, {});
    },
  };
};
const CURVES: readonly Curve[] = ['Ed25519', 'P-256'];

const versionsOf = async (vault: Vault, curve: Curve): Promise<readonly KeyVersion[]> => {
  const vaultName = vault.names[curve];
  const { data } = keyAnswer.parse(await ask(vault, `keys/${vaultName}`));
  const versions = Object.entries(data.keys).map(([version, { public_key: text, creation_time: at }]) => ({
    ...{ version: Number(version), name: nameOf(curve, text), madeAt: new Date(at) },
  }));
  return versions.map((one) => {
    const next = versions.find(({ version }) => version === one.version + 1);
    return { ...one, vaultName, curve, retiredAt: next?.madeAt ?? null };
  });
};

/** Ed25519 as the bytes of the key in base64, P-256 as PEM. */
const nameOf = (curve: Curve, text: string): string => {
  const key = curve === 'Ed25519' ? keyObjectOf({ curve, bytes: Buffer.from(text, 'base64') }) : createPublicKey(text);
  const publicKey = publicKeyOf(key);
  if (publicKey?.curve !== curve) throw new Error(`Vault's key is not of the curve ${curve}`);
  return toMultikey(publicKey);
};

const signWith = async (
  vault: Vault,
  { vaultName, version, curve }: KeyVersion,
  data: Uint8Array,
): Promise<Uint8Array> => {
  const input = Buffer.from(data).toString('base64');
  const ecdsa = { hash_algorithm: 'sha2-256', marshaling_algorithm: 'jws' }; // R then S, in base64url
  const body = { input, key_version: version, ...(curve === 'P-256' ? ecdsa : {}) };
  const { signature } = signAnswer.parse(await ask(vault, `sign/${vaultName}`, body)).data;
  const text = signature.split(':')[2] ?? '';
  return Uint8Array.from(Buffer.from(text, curve === 'P-256' ? 'base64url' : 'base64'));
};

/** Throws where it does not answer or refuses: nothing is signed then, and it is tried again. */
const ask = async ({ url, token }: Vault, path: string, body?: object): Promise<unknown> => {
  const response = await fetch(`${url}/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'x-vault-token': token, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Vault answers ${path} with ${response.status}: ${text.slice(0, 200)}`);
  return text === '' ? undefined : JSON.parse(text);
};
