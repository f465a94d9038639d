/**
 * Credentials of a server of ours, and damaged copies of them, for a verifier of others: verify-elsewhere.py reads the folder.
 *   node test/corpus/certificates/verify-elsewhere.mjs <folder>   (after npm run build)
 */
import { credentialSigner, didDocument, openSealedKeys } from '@laurel/open-badges';
import { addressesOf } from '@laurel/certification-domain';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = process.argv[2];
if (!folder) throw new Error('which folder?');
await mkdir(folder, { recursive: true });
const write = (name, text) => writeFile(join(folder, name), text);

const now = new Date();
const DAY = 24 * 60 * 60_000;
let kept = [];
const store = {
  list: async () => kept,
  addFirst: async (keys) => void (kept = [...keys]),
  replace: async () => undefined,
};
const issuer = { name: 'Example Academy', url: 'https://learn.example', addresses: addressesOf('https://learn.example') };
const keys = await openSealedKeys(store, 'only for this script, thirty-two letters', now);
const signers = { es256: 'ES256', eddsa: 'EdDSA' };
const signerOf = (jwtAlgorithm) => credentialSigner({ issuer, keys, jwtAlgorithm });
const signer = signerOf('ES256');
const award = (index, more = {}) => ({
  certificate: `019cada0-0000-7000-8000-00000000000${index}`,
  programme: {
    ...{ id: 'consulting', version: 1, title: 'Certified Consultant', description: 'Leads.' },
    criteria: ['Everything was passed.'],
  },
  ...{ email: 'jordan@example.test', issuedAt: new Date(now.getTime() - 2 * DAY), expiresAt: new Date(now.getTime() + DAY) },
  ...{ evidence: ['Assessment passed with 91%.'], status: { list: '1', index } },
  ...more,
});

const { document } = await signer.sign(award(1), now);
await write('valid.json', document);
for (const [name, algorithm] of Object.entries(signers))
  await write(`valid-${name}.jwt`, (await signerOf(algorithm).sign(award(1), now)).jwt);
await write('revoked.json', (await signer.sign(award(2), now)).document);
await write('suspended.json', (await signer.sign(award(3), now)).document);
const past = { expiresAt: new Date(now.getTime() - DAY) };
await write('expired.json', (await signer.sign(award(4, past), now)).document);
const changes = {
  name: (c) => (c.credentialSubject.achievement.name = 'Certified Architect'),
  proof: (c) => (c.proof.created = '2020-01-01T00:00:00Z'),
  issuer: (c) => (c.issuer.id = 'did:web:other.example'),
  type: (c) => (c.type = [...c.type, 'EndorsementCredential']),
  dates: (c) => (c.validUntil = '2099-01-01T00:00:00Z'),
  'undefined-term': (c) => (c.honours = 'summa cum laude'),
};
for (const [name, change] of Object.entries(changes)) {
  const credential = JSON.parse(document);
  change(credential);
  await write(`tampered-${name}.json`, JSON.stringify(credential));
}
const [head, body, signature] = (await signer.sign(award(1), now)).jwt.split('.');
await write('tampered-es256.jwt', `${head}.${body.slice(0, -4)}AAAA.${signature}`);
for (const [purpose, set] of [
  ['revocation', [2]],
  ['suspension', [3]],
])
  await write(`${purpose}.list.json`, await signer.signStatusList({ list: '1', purpose, set }, now));
await write('did.json', JSON.stringify(didDocument(issuer, await keys.list())));
