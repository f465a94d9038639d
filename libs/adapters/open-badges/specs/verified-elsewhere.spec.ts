import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import { SHIPPED_CONTEXTS } from '@laurel/verifiable-credentials';
import { award, NOW, openHouse } from './house.ts';

/** Lists are judged by the clock of the day there. */
const house = await openHouse('ES256', new Date());
/** Clocks may differ by so much there. */
const CLOCK_SKEW_MS = 300_000;

/** Contexts, the issuer's keys and lists: what anybody can fetch. */
const documentLoader = async (url: string) => {
  const context = SHIPPED_CONTEXTS.get(url);
  if (context) return { documentUrl: url, document: context };
  const [did, fragment] = url.split('#');
  const address = did === house.issuer.addresses.did ? house.issuer.addresses.didDocument : url;
  const fetched = await house.fetchPublic(address, { mostBytes: 1e6, timeoutMs: 1000 });
  if ('refused' in fetched) throw new Error(fetched.refused);
  const document = JSON.parse(Buffer.from(fetched.body).toString());
  const method = fragment && document.verificationMethod.find(({ id }: { id: string }) => id === url);
  return {
    documentUrl: url,
    document: method ? { '@context': 'https://w3id.org/security/multikey/v1', ...method } : document,
  };
};

/** A revoked credential is `verified` there too, as its list is: what the list says stands beside. */
const isAccepted = async (credential: Record<string, unknown>, now = NOW): Promise<boolean> => {
  const suite = new DataIntegrityProof({ cryptosuite });
  const more = { credential, documentLoader, suite, verifyBitstringStatusListCredential: true };
  const { verified, statusResult } = await verifyCredential({
    ...{ credential, suite, documentLoader, now },
    checkStatus: (options) => checkStatus({ ...options, ...more }),
  });
  return verified && statusResult?.results.length === 2 && statusResult.results.every(({ status }) => !status);
};

type Changed = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

const signed = async (): Promise<Changed> => JSON.parse((await house.signer.sign(award, NOW)).document);

describe("Digital Bazaar's verifier, the reference of W3C's test suite", () => {
  it('accepts what is signed here', async () => expect(await isAccepted(await signed())).toBe(true));

  it.each<[string, (credential: Changed) => void]>([
    ['name', (c) => (c['credentialSubject'].achievement.name = 'Certified Architect')],
    ['proof', (c) => (c['proof'].proofValue = `z${c['proof'].proofValue.slice(2)}2`)],
    ['issuer', (c) => (c['issuer'].id = 'did:web:other.example')],
    ['type', (c) => (c['type'] = ['VerifiableCredential'])],
    ['end', (c) => (c['validUntil'] = '2099-01-01T00:00:00Z')],
    ['beginning', (c) => (c['validFrom'] = '2020-01-01T00:00:00Z')],
    ['undefined term', (c) => (c['honours'] = 'summa cum laude')],
  ])('rejects another %s', async (_, change) => {
    const credential = await signed();
    change(credential);
    expect(await isAccepted(credential)).toBe(false);
  });

  it('rejects what expired', async () => {
    expect(await isAccepted(await signed(), new Date(award.expiresAt!.getTime() + CLOCK_SKEW_MS + 1000))).toBe(false);
  });

  it.each(['revocation', 'suspension'] as const)(
    'rejects it after its %s, and accepts it when that is taken back',
    async (purpose) => {
      const credential = await signed();
      house.set[purpose].push(award.status.index);
      expect(await isAccepted(credential)).toBe(false);
      house.set[purpose].pop();
      expect(await isAccepted(credential)).toBe(true);
    },
  );
});
