import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type IssuerKeys, publicKeyNamed, signingKey } from '../keys/issuer-keys.ts';
import { isSignedWith, keyObjectOf } from '../keys/node-keys.ts';
import { openSealedKeys } from '../keys/sealed-keys.ts';
import { vaultKeys } from '../keys/vault-keys.ts';
import { memoryKeys, NOW, SECRET } from './house.ts';

const TOKEN = 'a token';

/** As much of Vault's transit engine as is asked for (HTTP API of 1.20): it really makes keys and really signs. */
const openVault = async () => {
  const newKey = (name: string) =>
    name === 'laurel-ed' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = new Map(['laurel-ed', 'laurel-p'].map((name) => [name, [{ ...newKey(name), at: NOW }]]));
  const publicText = (key: KeyObject) =>
    key.asymmetricKeyType === 'ed25519'
      ? Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')
      : key.export({ format: 'pem', type: 'spki' }).toString();
  const read = (name: string) =>
    Object.fromEntries(
      (keys.get(name) ?? []).map(({ publicKey, at }, n) => [
        n + 1,
        { public_key: publicText(publicKey), creation_time: at.toISOString() },
      ]),
    );
  const signed = (name: string, body: Record<string, unknown>) => {
    const { privateKey } = keys.get(name)![Number(body['key_version']) - 1]!;
    const data = Buffer.from(String(body['input']), 'base64');
    if (name === 'laurel-ed') return sign(null, data, privateKey).toString('base64');
    if (body['marshaling_algorithm'] !== 'jws') return sign('sha256', data, privateKey).toString('base64'); // DER, as Vault does
    return sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const [, , , what, name = '', more] = (request.url ?? '').split('/');
      const answer = (status: number, data?: unknown) =>
        response.writeHead(status).end(data ? JSON.stringify({ data }) : '');
      if (request.headers['x-vault-token'] !== TOKEN) return answer(403);
      if (!keys.has(name)) return answer(404);
      if (more === 'rotate') {
        keys.get(name)?.push({ ...newKey(name), at: new Date(NOW.getTime() + 1000) });
        return answer(204);
      }
      if (what === 'keys') return answer(200, { keys: read(name) });
      const body = JSON.parse(text);
      return answer(200, { signature: `vault:v${body.key_version}:${signed(name, body)}` });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/transit`;
  return { url, close: () => new Promise<void>((resolve) => void server.close(() => resolve())) };
};

const vault = await openVault();
afterAll(() => vault.close());
const inVault = (token: string) =>
  vaultKeys({ url: vault.url, token, names: { Ed25519: 'laurel-ed', 'P-256': 'laurel-p' } });

describe.each<[string, () => Promise<IssuerKeys>]>([
  ['sealed in a store', () => openSealedKeys(memoryKeys(), SECRET, NOW)],
  ['in a Vault', async () => inVault(TOKEN)],
])('keys %s', (_, open) => {
  it('sign so that anybody can check it, rotate, and stay', async () => {
    const keys = await open();
    const data = Buffer.from('what is signed');
    const before = await keys.list();
    expect(before.map(({ curve }) => curve).toSorted()).toEqual(['Ed25519', 'P-256']);
    await keys.rotate(new Date(NOW.getTime() + 1000));
    const after = await keys.list();
    expect(after).toHaveLength(4);
    for (const curve of ['Ed25519', 'P-256'] as const) {
      const [old, fresh] = [signingKey(before, curve), signingKey(after, curve)];
      expect(fresh.name).not.toBe(old.name);
      expect(after.find(({ name }) => name === old.name)?.retiredAt).toEqual(new Date(NOW.getTime() + 1000));
      for (const key of [old, fresh]) {
        const signature = await keys.sign(key.name, data);
        expect(signature).toHaveLength(64);
        expect(isSignedWith(keyObjectOf(publicKeyNamed(key)), data, signature)).toBe(true);
      }
    }
  });

  it('do not sign with a key that is not there', async () => {
    await expect((await open()).sign('z6MkStranger', Buffer.from('x'))).rejects.toThrow(/no key z6MkStranger/);
  });
});

it('a Vault that refuses is an error with its answer', async () => {
  await expect(inVault('another').list()).rejects.toThrow(/Vault answers keys\/laurel-\w+ with 403/);
});

describe('sealed keys', () => {
  it('do not open with another secret, nor under another name', async () => {
    const store = memoryKeys();
    await openSealedKeys(store, SECRET, NOW);
    await expect(openSealedKeys(store, `${SECRET}!`, NOW)).rejects.toThrow(/sealed with another secret/);
    const [one, other] = store.all;
    store.all = [{ ...one!, name: other!.name }];
    await expect(openSealedKeys(store, SECRET, NOW)).rejects.toThrow(/cannot be opened/);
  });

  it('show nothing of their secret halves, and are made once', async () => {
    const store = memoryKeys();
    const [first, second] = [await openSealedKeys(store, SECRET, NOW), await openSealedKeys(store, SECRET, NOW)];
    expect((await first.list()).map(({ name }) => name)).toEqual((await second.list()).map(({ name }) => name));
    for (const { sealed } of store.all)
      expect(Buffer.from(sealed).includes(Buffer.from('302e0201', 'hex'))).toBe(false);
  });
});
