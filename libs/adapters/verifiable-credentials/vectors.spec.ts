import { createPrivateKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { canonicalForm, type JsonObject, without } from './canonical-form.ts';
import { SHIPPED_CONTEXTS } from './contexts.ts';
import { dataToSign } from './data-to-sign.ts';
import { fromMultibase } from './multibase.ts';
import { fromMultikey } from './multikey.ts';
import { secure } from './secure.ts';

const read = (file: string) => readFile(new URL(`./vectors/${file}`, import.meta.url), 'utf8');
const json = async (file: string) => JSON.parse(await read(file));
const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');

/** The seed of an Ed25519 key as PKCS #8 (RFC 8410). */
const privateKey = (seed: Uint8Array) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    ...{ format: 'der', type: 'pkcs8' },
  });

/** W3C's example has words of its own. */
const withExamples = new Map<string, object>([
  ...SHIPPED_CONTEXTS,
  [
    'https://www.w3.org/ns/credentials/examples/v2',
    { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } },
  ],
]);

const vectors = [
  {
    name: 'open-badges-3.0',
    contexts: SHIPPED_CONTEXTS,
    seedOf: (keys: Record<string, string>) => Buffer.from(keys['privateKey']!, 'hex').subarray(0, 32),
  },
  {
    name: 'vc-di-eddsa',
    contexts: withExamples,
    seedOf: (keys: Record<string, string>) => fromMultibase(keys['privateKeyMultibase']!)!.subarray(2),
  },
];

describe.each(vectors)('the published vector of $name', ({ name, contexts, seedOf }) => {
  const vector = async () => {
    const { proof, ...document }: JsonObject & { proof: JsonObject } = await json(`${name}/signed.json`);
    return { proof, document, keys: await json(`${name}/hashes.json`) };
  };

  it('has the same canonical document and proof options, byte for byte', async () => {
    const { proof, document } = await vector();
    expect(await canonicalForm(document, contexts)).toBe(await read(`${name}/document-canon.txt`));
    const config = { ...without(proof, 'proofValue'), '@context': document['@context'] };
    expect(await canonicalForm(config, contexts)).toBe(await read(`${name}/proof-canon.txt`));
  });

  it('has the same hashes', async () => {
    const { proof, document, keys } = await vector();
    expect(hex(await dataToSign(document, proof, contexts))).toBe(keys.proofHash + keys.documentHash);
  });

  it('has the same signature and proof value when signed again with its key', async () => {
    const { proof, document, keys } = await vector();
    const secured = await secure(document, {
      created: new Date(String(proof['created'])),
      verificationMethod: String(proof['verificationMethod']),
      sign: async (data) => sign(null, data, privateKey(seedOf(keys))),
      contexts,
    });
    expect(hex(fromMultibase(secured.proof.proofValue))).toBe(keys.signature);
    expect(secured).toEqual({ ...document, proof: without(proof, '@context') });
  });

  it('has a key that is read', async () => {
    const { keys } = await vector();
    const key = fromMultikey(keys.publicKeyMultibase);
    expect(key).toEqual({ curve: 'Ed25519', bytes: expect.any(Uint8Array) });
    if (keys.publicKey) expect(hex(key?.bytes)).toBe(keys.publicKey);
  });
});
