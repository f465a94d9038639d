import { addressesOf, type Award, type FetchPublic, type StatusList } from '@laurel/certification-domain';
import { didDocument } from '../documents/issuer-documents.ts';
import { openSealedKeys, type SealedKey, type SealedKeyStore } from '../keys/sealed-keys.ts';
import { credentialSigner, type JwtAlgorithm } from '../sign-credentials.ts';
import { credentialVerifier } from '../verify/verify-credential.ts';

export const NOW = new Date('2026-03-02T12:00:00Z');
const YEAR = 365 * 24 * 60 * 60_000;
export const SECRET = 'a secret of more than thirty-two letters';

export const award: Award = {
  certificate: '019cada0-0000-7000-8000-000000000001',
  programme: {
    ...{ id: 'consulting-engineer', version: 2, title: 'Certified Implementation Consultant', level: 'Senior' },
    description: 'Leads an implementation from the first talk to the hand-over.',
    criteria: ['Course "Consulting Basics" completed.', 'Assessment passed with 80% at least.'],
  },
  email: 'Jordan.Reyes@example.test',
  issuedAt: NOW,
  expiresAt: new Date(NOW.getTime() + YEAR),
  evidence: ['Assessment passed with 91% on 27 February 2026.'],
  status: { list: '1', index: 70_001 },
};

/** Keys in memory. */
export const memoryKeys = (): SealedKeyStore & { all: SealedKey[] } => {
  const store = {
    all: [] as SealedKey[],
    list: async () => store.all.toSorted((a, b) => b.madeAt.getTime() - a.madeAt.getTime()),
    addFirst: async (keys: readonly SealedKey[]) => void (store.all.length === 0 && store.all.push(...keys)),
    replace: async (keys: readonly SealedKey[], now: Date) => {
      store.all = [...store.all.map((key) => ({ ...key, retiredAt: key.retiredAt ?? now })), ...keys];
    },
  };
  return store;
};

/** An issuer whose public documents can be fetched, and a verifier that knows nothing but those. */
export const openHouse = async (jwtAlgorithm: JwtAlgorithm = 'ES256', listsAt = NOW) => {
  const url = 'https://learn.example';
  const addresses = addressesOf(url);
  const issuer = { name: 'Example Academy', url, addresses };
  const keys = await openSealedKeys(memoryKeys(), SECRET, NOW);
  const signer = credentialSigner({ issuer, keys, jwtAlgorithm });
  const set: Record<StatusList['purpose'], number[]> = { revocation: [], suspension: [] };
  const fetched: string[] = [];
  const listOf = async (url: string) => {
    const purpose = (['revocation', 'suspension'] as const).find((one) => addresses.status('1', one) === url);
    return purpose && signer.signStatusList({ list: '1', purpose, set: set[purpose] }, listsAt);
  };
  const fetchPublic: FetchPublic = async (url) => {
    fetched.push(url);
    const did = url === addresses.didDocument ? JSON.stringify(didDocument(issuer, await keys.list())) : undefined;
    const body = did ?? (await listOf(url));
    return body === undefined
      ? { refused: `${url} does not answer.` }
      : { url, contentType: 'application/json', body: Buffer.from(body) };
  };
  const verify = credentialVerifier(fetchPublic);
  return { issuer, keys, signer, set, fetched, fetchPublic, verify };
};

/** What was not passed, as one line each. */
export const reasonsOf = ({ checks }: Awaited<ReturnType<ReturnType<typeof credentialVerifier>>>): string =>
  checks
    .filter(({ result }) => result !== 'passed')
    .map(({ of, says }) => `${of}: ${says}`)
    .join('\n');
