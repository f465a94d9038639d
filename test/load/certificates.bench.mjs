import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { addressesOf } from '../../libs/certification/domain/dist/index.js';
import {
  credentialSigner,
  credentialVerifier,
  didDocument,
  openSealedKeys,
} from '../../libs/adapters/open-badges/dist/index.js';
import { canonicalForm } from '../../libs/adapters/verifiable-credentials/dist/index.js';
import { options, report } from './measure.mjs';

/**
 * Credentials signed a second (document and JWT, keys looked up each time as the server does) beside bare canonicalise-and-sign
 * of the same documents: both canonical forms, their hashes, one signature. Bar: 0.7. And the verification of one when warm: 50 ms
 * at p95. Signing takes turns with the bare work, a few at a time, so that both see the same machine. CPU time of this process.
 */
const { scale, rounds, json } = options();
const count = Math.round(400 * scale);
const TURN = 20;
const now = new Date();

let kept = [];
const store = {
  list: async () => kept,
  addFirst: async (keys) => void (kept = [...keys]),
  replace: async () => undefined,
};
const issuer = {
  name: 'Example Academy',
  url: 'https://learn.example',
  addresses: addressesOf('https://learn.example'),
};
const keys = await openSealedKeys(store, 'only for this benchmark, thirty-two letters', now);
const signer = credentialSigner({ issuer, keys, jwtAlgorithm: 'ES256' });

const award = (number) => ({
  certificate: `019cada0-0000-7000-8000-${String(number).padStart(12, '0')}`,
  programme: {
    ...{ id: 'consulting', version: 1, title: 'Certified Implementation Consultant', level: 'Senior' },
    description: 'Leads an implementation from the first talk to the hand-over.',
    criteria: ['Course "Consulting Basics" completed.', 'Assessment passed with 80% at least.'],
  },
  ...{ email: `person-${number}@example.test`, issuedAt: now, expiresAt: new Date(now.getTime() + 365 * 86_400_000) },
  ...{ evidence: ['Assessment passed with 91%.'], status: { list: '1', index: number } },
});

const privateKey = createPrivateKey(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));
const sha256 = async (text) => Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text)));
const bare = async ({ proof, ...document }) => {
  const config = Object.fromEntries(Object.entries(proof).filter(([name]) => name !== 'proofValue'));
  const forms = await Promise.all([
    canonicalForm({ '@context': document['@context'], ...config }),
    canonicalForm(document),
  ]);
  return sign(null, Buffer.concat(await Promise.all(forms.map(sha256))), privateKey);
};

const cpu = async (work) => {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, result };
};
const inTurn = async (items, work) => {
  const results = [];
  for (const item of items) results.push(await work(item));
  return results;
};

const ratios = [];
let signed = [];
for (let round = 0; round <= rounds; round++) {
  const spent = { signing: 0, bare: 0 };
  signed = [];
  for (let from = 0; from < count; from += TURN) {
    const awards = Array.from({ length: TURN }, (_, at) => award(from + at));
    const ours = await cpu(() => inTurn(awards, (one) => signer.sign(one, now)));
    const documents = ours.result.map(({ document }) => JSON.parse(document));
    spent.signing += ours.ms;
    spent.bare += (await cpu(() => inTurn(documents, bare))).ms;
    signed.push(...ours.result);
  }
  if (round === 0) continue; // warm
  const perSecond = Math.round((1000 * signed.length) / spent.signing);
  ratios.push({ perSecond, bare: Math.round((1000 * signed.length) / spent.bare), ratio: spent.bare / spent.signing });
  console.log(
    `round ${round}: ${perSecond} signed a CPU second, bare ${ratios.at(-1).bare}, ratio ${ratios.at(-1).ratio.toFixed(2)}`,
  );
}

const published = new Map([
  [issuer.addresses.didDocument, JSON.stringify(didDocument(issuer, await keys.list()))],
  [
    issuer.addresses.status('1', 'revocation'),
    await signer.signStatusList({ list: '1', purpose: 'revocation', set: [] }, now),
  ],
  [
    issuer.addresses.status('1', 'suspension'),
    await signer.signStatusList({ list: '1', purpose: 'suspension', set: [] }, now),
  ],
]);
const verify = credentialVerifier(async (url) => ({
  url,
  contentType: '',
  body: Buffer.from(published.get(url) ?? ''),
}));
const times = await inTurn(signed.slice(0, 200), async ({ document }) => {
  const { ms, result } = await cpu(() => verify(Buffer.from(document), now));
  if (result.verdict !== 'valid') throw new Error(`a credential is ${result.verdict}`);
  return ms;
});
const p95 = [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)];

const middle = [...ratios].sort((a, b) => a.ratio - b.ratio)[Math.floor(ratios.length / 2)];
await report({
  ...{ name: 'certificates', unit: 'credentials, CPU time', json },
  rates: { 'document and JWT signed': middle.perSecond, 'bare canonicalise and sign': middle.bare },
  bars: [
    { what: 'signing beside bare canonicalise-and-sign', ratio: middle.ratio, atLeast: 0.7 },
    { what: 'verification of one when warm, p95, ms of CPU', ratio: p95, atMost: 50 },
  ],
});
