import { type FetchPublic } from '@laurel/certification-domain';
import { type JsonObject, secure } from '@laurel/verifiable-credentials';
import { generateKeyPairSync, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { fromMultibase, toBase64Url, toMultikey } from '@laurel/verifiable-credentials';
import { publicKeyOf } from '../keys/node-keys.ts';
import { credentialVerifier } from '../verify/verify-credential.ts';
import { award, NOW, openHouse, reasonsOf } from './house.ts';

const house = await openHouse();

type Changed = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

const stranger = generateKeyPairSync('ed25519');
const strangersKey = toMultikey(publicKeyOf(stranger.publicKey)!);
const signedByStranger = async (document: JsonObject, verificationMethod = `did:key:${strangersKey}#${strangersKey}`) =>
  secure(document, { created: NOW, verificationMethod, sign: async (data) => sign(null, data, stranger.privateKey) });

/** The credential, changed, and signed again by somebody who may name any issuer. */
const forged = async (change: (credential: Changed) => void, method?: string) => {
  const { proof: _proof, ...credential } = JSON.parse((await house.signer.sign(award, NOW)).document); // eslint-disable-line @typescript-eslint/no-unused-vars
  credential.issuer = { id: `did:key:${strangersKey}`, type: ['Profile'], name: 'A stranger' };
  change(credential);
  return JSON.stringify(await signedByStranger(credential, method));
};

const verdictOf = async (given: string | Uint8Array, fetchPublic?: FetchPublic) => {
  const asked: string[] = [];
  const verify = credentialVerifier(async (url, limits) => {
    asked.push(url);
    return (fetchPublic ?? house.fetchPublic)(url, limits);
  });
  const verification = await verify(typeof given === 'string' ? Buffer.from(given) : given, NOW);
  return { verdict: verification.verdict, reasons: reasonsOf(verification), asked };
};

const entry = (url: string) => ({
  ...{ id: `${url}#7`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '7' },
  statusListCredential: url,
});
const LIST = 'https://lists.example/1';

/** A list of the stranger's, with whatever in it. */
const listWith =
  (encodedList: string, more: object = {}): FetchPublic =>
  async (url) => {
    const list = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      ...{
        id: url,
        type: ['VerifiableCredential', 'BitstringStatusListCredential'],
        issuer: `did:key:${strangersKey}`,
      },
      credentialSubject: {
        id: `${url}#list`,
        type: 'BitstringStatusList',
        statusPurpose: 'revocation',
        encodedList,
        ...more,
      },
    };
    return { url, contentType: '', body: Buffer.from(JSON.stringify(await signedByStranger(list))) };
  };

it('is only broken where it is said to be', async () => {
  const { verdict, reasons } = await verdictOf(await forged((c) => delete c['credentialStatus']));
  expect([verdict, reasons]).toEqual(['valid', '']);
  const list = listWith(toBase64Url(gzipSync(new Uint8Array(16_384))));
  expect((await verdictOf(await forged((c) => (c['credentialStatus'] = entry(LIST))), list)).verdict).toBe('valid');
});

describe('what cannot be read', () => {
  it.each([
    ['nothing', '', /It is no JSON object/],
    ['no JSON', '{"@context": [', /It is no JSON object/],
    ['another JSON', '[1, 2]', /It is no JSON object/],
    [
      'no credential',
      '{"@context":["https://www.w3.org/ns/credentials/v2"],"hello":1}',
      /no Verifiable Credential: type/,
    ],
    ['a picture without one', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\0IEND', 'latin1'), /The PNG carries no credential/],
    [
      'a picture that says that it is longer than it is',
      Buffer.from('\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt', 'latin1'),
      /carries no/,
    ],
    ['a drawing without one', '<svg xmlns="http://www.w3.org/2000/svg"></svg>', /The SVG carries no credential/],
    ['bytes', Uint8Array.from([0xff, 0xfe, 0x00]), /neither text, PNG nor SVG/],
    ['a huge file', new Uint8Array(11 * 1024 * 1024), /larger than 10 MiB/],
    ['a huge document', JSON.stringify({ text: 'x'.repeat(2 * 1024 * 1024) }), /larger than 1 MiB/],
    ['a deep document', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, /levels/],
    ['a wide document', JSON.stringify({ a: Array.from({ length: 20_000 }, () => 1) }), /more than 10000 values/],
    ['a JWT of nothing', 'YQ.YQ.YQ', /header of the JWT cannot be read/],
  ])('%s', async (_, given, reason) => {
    const { verdict, reasons, asked } = await verdictOf(given);
    expect([verdict, reasons, asked]).toEqual(['unreadable', expect.stringMatching(reason), []]);
  });
});

describe('what is read and not believed', () => {
  it.each<[string, (c: Changed) => void, string | undefined, RegExp]>([
    [
      'an unknown context',
      (c) => c['@context'].push('https://evil.example/context'),
      undefined,
      /not known here and is not fetched/,
    ],
  ])('%s', async (_, change, method, reason) => {
    // It cannot be signed either, so a proof of another document is put on it.
    const credential = JSON.parse(await forged(() => undefined, method));
    change(credential);
    const { verdict, reasons, asked } = await verdictOf(JSON.stringify(credential));
    expect([verdict, reasons, asked]).toEqual(['unchecked', expect.stringMatching(reason), []]);
  });

  it.each<[string, (c: Changed) => void, RegExp]>([
    ['contexts in another order', (c) => c['@context'].reverse(), /first context must be/],
    ['an unknown suite', (c) => (c['proof'].cryptosuite = 'bbs-2023'), /signed with "bbs-2023", which is not known/],
    ['no proof', (c) => delete c['proof'], /It is not signed/],
    ['a proof for something else', (c) => (c['proof'].proofPurpose = 'authentication'), /signed as "authentication"/],
    ['a proof that is none', (c) => (c['proof'].proofValue = 'z0OIl'), /proof value is no signature/],
    ['a chain of proofs', (c) => (c['proof'].previousProof = 'urn:uuid:1'), /not known here/],
    ['a date that is none', (c) => (c['validUntil'] = 'tomorrow'), /validUntil: is no date/],
    [
      'no achievement',
      (c) => delete c['credentialSubject'].achievement,
      /no Open Badge of Open Badges 3.0: .*achievement/,
    ],
    ['no beginning', (c) => delete c['validFrom'], /from when on/],
    [
      'a signature of another key',
      (c) => (c['issuer'].id = `did:key:${strangersKey.slice(0, -4)}1111`),
      /not known here|is not the issuer/,
    ],
  ])('%s', async (_, change, reason) => {
    const credential = JSON.parse(await forged(() => undefined));
    change(credential);
    const { verdict, reasons } = await verdictOf(JSON.stringify(credential));
    expect(['invalid', 'unchecked', 'unreadable']).toContain(verdict);
    expect(reasons).toMatch(reason);
  });

  it('a key that the issuer does not have', async () => {
    const asOurs = await forged(
      (c) => (c['issuer'].id = 'did:web:learn.example'),
      `did:web:learn.example#${strangersKey}`,
    );
    expect(await verdictOf(asOurs)).toMatchObject({
      verdict: 'invalid',
      reasons: expect.stringMatching(/issuer: The key .* is not one of the issuer's/),
    });
    const withOwnKey = await forged((c) => (c['issuer'].id = 'did:web:learn.example'));
    expect(await verdictOf(withOwnKey)).toMatchObject({
      verdict: 'invalid',
      reasons: expect.stringMatching(/is not one of the issuer's/),
    });
  });

  it('a key that says itself that it is controlled by the issuer', async () => {
    const method = 'https://evil.example/key#1';
    const given = await forged((c) => (c['issuer'].id = 'https://learn.example/issuer'), method);
    const fetchPublic: FetchPublic = async (url) => {
      const document = url.startsWith('https://evil')
        ? { id: method, type: 'Multikey', controller: 'https://learn.example/issuer', publicKeyMultibase: strangersKey }
        : { id: 'https://learn.example/issuer', type: ['Profile'] };
      return { url, contentType: '', body: Buffer.from(JSON.stringify(document)) };
    };
    const { verdict, asked } = await verdictOf(given, fetchPublic);
    expect([verdict, asked]).toEqual(['invalid', ['https://learn.example/issuer']]);
  });

  it.each<[string, object, RegExp]>([
    ['of another', { controller: 'did:web:other.example' }, /controlled by "did:web:other.example"/],
    ['revoked', { revoked: '2026-01-01T00:00:00Z' }, /has revoked the key/],
    ['expired', { expires: '2026-01-01T00:00:00Z' }, /key has expired/],
    [
      'of another kind',
      { publicKeyMultibase: 'z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc' },
      /kind that is not known/,
    ],
  ])('a key that is %s', async (_, more, reason) => {
    const issuer = 'https://body.example/profile';
    const key = { id: `${issuer}#1`, type: 'Multikey', controller: issuer, publicKeyMultibase: strangersKey };
    const given = await forged((c) => {
      c['issuer'].id = issuer;
      delete c['credentialStatus'];
    }, key.id);
    const answer =
      (method: object, asserting: unknown): FetchPublic =>
      async (url) => ({
        ...{ url, contentType: '' },
        body: Buffer.from(JSON.stringify({ id: issuer, verificationMethod: [method], assertionMethod: asserting })),
      });
    expect((await verdictOf(given, answer(key, [key.id]))).verdict).toBe('valid');
    expect((await verdictOf(given, answer(key, []))).reasons).toMatch(/not for signing credentials/);
    const { verdict, reasons } = await verdictOf(given, answer({ ...key, ...more }, [key.id]));
    expect([verdict, reasons]).toEqual(['invalid', expect.stringMatching(reason)]);
  });

  it.each([
    ['localhost', 'did:web:localhost%3A7300'],
    ['an address', 'http://10.0.0.1/issuer'],
    ['a path that leaves', 'did:web:..%2f..%2fetc'],
    ['a file', 'file:///etc/passwd'],
  ])('an issuer at %s is asked through the guard or not at all', async (_, id) => {
    const given = await forged((c) => (c['issuer'].id = id), `${id}#1`);
    const { verdict, asked } = await verdictOf(given, async (url) => ({ refused: `${url} is not public.` }));
    expect(['invalid', 'unchecked']).toContain(verdict);
    expect(asked.every((url) => url.startsWith('https://localhost:7300/'))).toBe(true);
  });
});

describe('a JWT', () => {
  const parts = async () => {
    const [header = '', claims = '', signature = ''] = (await house.signer.sign(award, NOW)).jwt.split('.');
    const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString());
    return { header: read(header), claims: read(claims), signature };
  };
  const written = ({ header, claims, signature }: Awaited<ReturnType<typeof parts>>) =>
    [header, claims].map((one) => Buffer.from(JSON.stringify(one)).toString('base64url')).join('.') + `.${signature}`;

  it.each<[string, (jwt: { header: Changed; claims: Changed }) => void, RegExp]>([
    ['without a signature', ({ header }) => (header['alg'] = 'none'), /signed with "none"/],
    ['with a shared secret', ({ header }) => (header['alg'] = 'HS256'), /signed with "HS256"/],
    [
      'of another algorithm than its key',
      ({ header }) => (header['alg'] = 'EdDSA'),
      /not one for "EdDSA"|key .* is not/,
    ],
    [
      'with its own key',
      ({ header }) => Object.assign(header, { kid: undefined, jwk: stranger.publicKey.export({ format: 'jwk' }) }),
      /key in the JWT is not one of the issuer's/,
    ],
    ['with extensions', ({ header }) => (header['crit'] = ['b64']), /extensions/],
    ['of another issuer', ({ claims }) => (claims['iss'] = 'did:web:other.example'), /claim iss .* something else/],
    ['with another end', ({ claims }) => (claims['exp'] += 1), /claim exp .* something else/],
    ['of another name', ({ claims }) => (claims['name'] = 'Other'), /It was changed since/],
  ])('%s', async (_, change, reason) => {
    const jwt = await parts();
    change(jwt);
    const { verdict, reasons } = await verdictOf(written(jwt));
    expect(['invalid', 'unchecked']).toContain(verdict);
    expect(reasons).toMatch(reason);
  });
});

describe('a status list', () => {
  const zeros = (bytes: number) => toBase64Url(gzipSync(new Uint8Array(bytes)));
  it.each<[string, FetchPublic, RegExp]>([
    ['that is a zip bomb', listWith(zeros(200 * 1024 * 1024)), /unpacks to more than 16 MiB/],
    ['that is no gzip', listWith('uAAAA'), /does not unpack/],
    ['in another coding', listWith('H4sIAAAA'), /not in base64url/],
    ['too short for the place', listWith(toBase64Url(gzipSync(new Uint8Array(0)))), /no place 7/],
    ['for another purpose', listWith(zeros(16_384), { statusPurpose: 'suspension' }), /not one of revocation/],
    ['that does not answer', async (url) => ({ refused: `${url} does not answer.` }), /does not answer/],
    ['that is no list', async (url) => ({ url, contentType: '', body: Buffer.from('<html>') }), /cannot be read/],
    [
      'that is not signed',
      async (url, limits) => {
        const list = await listWith(zeros(16_384))(url, limits);
        if ('refused' in list) return list;
        const { proof: _proof, ...unsigned } = JSON.parse(Buffer.from(list.body).toString()); // eslint-disable-line @typescript-eslint/no-unused-vars
        return { ...list, body: Buffer.from(JSON.stringify(unsigned)) };
      },
      /is not valid. It is not signed/,
    ],
  ])('%s leaves it open', async (_, fetchPublic, reason) => {
    const given = await forged((c) => (c['credentialStatus'] = entry(LIST)));
    const { verdict, reasons, asked } = await verdictOf(given, fetchPublic);
    expect([verdict, reasons, asked]).toEqual(['unchecked', expect.stringMatching(reason), [LIST]]);
  });

  it('of more bits a place, or of a kind that is not known, leaves it open', async () => {
    for (const more of [{ statusSize: 2 }, { statusPurpose: 'loan' }, { statusListIndex: '-1' }]) {
      const given = await forged((c) => (c['credentialStatus'] = { ...entry(LIST), ...more }));
      expect(await verdictOf(given)).toMatchObject({ verdict: 'unchecked', asked: [] });
    }
  });

  it('is not asked for what is not signed by its issuer', async () => {
    const credential = JSON.parse(await forged((c) => (c['credentialStatus'] = entry(LIST))));
    credential.name = 'Changed';
    expect((await verdictOf(JSON.stringify(credential))).asked).toEqual([]);
  });

  it('is a stranger to fromMultibase where it has other letters', () => expect(fromMultibase('u%%')).toBeUndefined());
});
