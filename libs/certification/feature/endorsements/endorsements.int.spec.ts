import { type EndorsementLook, ownIds, addressesOf, type ReadPublicDocument } from '@laurel/certification-domain';
import { type EndorsementView, type ReceivedVerdict, scopes, type VerificationReport } from '@laurel/contracts';
import { type BodyKey, endorse, keyDocument, makeBodyKey, signedStatusList, type Withdrawals } from '@laurel/endorsing';
import { openEventStore } from '@laurel/event-store-postgres';
import {
  credentialSigner,
  credentialVerifier,
  didDocument,
  type Issuer,
  issuerProfileDocument,
  openSealedKeys,
  type SealedKey,
} from '@laurel/open-badges';
import { createLogger } from '@laurel/platform';
import {
  createTestApp,
  openSecureStandIn,
  openTestDatabase,
  type SecureStandIn,
  STAND_IN_CERTIFICATE,
  type TestDatabase,
} from '@laurel/testing';
import { openWebFetch } from '@laurel/web-fetch';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { answeringOwn } from '../verification/own-documents.ts';
import { takeCredentials } from '../verification/take-credentials.ts';
import { type KnownCertificate, type VerificationPorts } from '../verification/verification.deps.ts';
import { VerificationModule } from '../verification.module.ts';
import { lookAtEndorsements } from './look-at-endorsements.ts';
import { onStatusSeen } from './on-status-seen.reactor.ts';

const publicUrl = 'https://learn.example';
const addresses = addressesOf(publicUrl);
const issuer: Issuer = { name: 'Learn', url: publicUrl, addresses };
const certificate = '00000000-0000-4000-8000-000000000001';
const programme = { id: 'consultant', version: 2 };
const achievement = addresses.achievement(programme.id, programme.version);
let now = new Date('2026-03-02T12:00:00Z');
const clock = { now: () => now };

let database: TestDatabase;
let site: SecureStandIn;
/** What is at the body's addresses; undefined: nobody answers there. */
const published = new Map<string, string>();
let app: NestFastifyApplication;
let ports: VerificationPorts;
let known: KnownCertificate;
let sealed: SealedKey[] = [];
let key: BodyKey;
let list: string;
const standing = { begun: 10, certified: 7, withEvidence: 7 };

beforeAll(async () => {
  [database, site] = await Promise.all([openTestDatabase(), openSecureStandIn()]);
  site.answer = (request, response) => {
    const text = published.get(request.url ?? '');
    if (text === undefined) response.writeHead(503).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  };
  const store = await openEventStore(database.pool, createLogger('silent'));
  const keys = await openSealedKeys(
    {
      list: () => Promise.resolve(sealed),
      addFirst: (made) => Promise.resolve(void (sealed = [...made])),
      replace: (made) => Promise.resolve(void (sealed = [...made])),
    },
    'x'.repeat(32),
    now,
  );
  const signer = credentialSigner({ issuer, keys, jwtAlgorithm: 'EdDSA' });
  const readPublic: ReadPublicDocument = async (document) => {
    if (document.is === 'didDocument') return JSON.stringify(didDocument(issuer, await keys.list()));
    if (document.is === 'issuer') return JSON.stringify(issuerProfileDocument(issuer, await keys.list()));
    if (document.is !== 'status') return undefined;
    return signer.signStatusList({ list: document.list, purpose: document.purpose, set: [] }, now);
  };
  const fetch = answeringOwn(
    openWebFetch({
      ca: STAND_IN_CERTIFICATE,
      allowedPrivateHosts: ['body.example'],
      lookUp: () => Promise.resolve(['127.0.0.1']),
    }),
    readPublic,
    publicUrl,
  );
  const signed = await signer.sign(
    {
      certificate,
      programme: { ...programme, title: 'Consultant', description: 'Advises.', criteria: ['Pass the exam.'] },
      ...{ email: 'ann@x.test', issuedAt: now, expiresAt: null, evidence: ['Passed the exam.'] },
      status: { list: '1', index: 7 },
    },
    now,
  );
  known = {
    ...{ certificate, learner: 'ann', title: 'Consultant', state: 'valid', why: null, next: null },
    ...{ issuedAt: now, expiresAt: null, signed },
  };
  const looks = new Map<string, EndorsementLook>();
  ports = {
    ...{ store, search: store, clock, newId: randomUUID, addresses, issuerName: 'Learn', fetch, readPublic },
    verify: credentialVerifier(fetch),
    verifyAnew: credentialVerifier(fetch),
    isOwn: ownIds(
      addresses,
      (await keys.list()).map(({ name }) => name),
    ),
    looks: {
      find: (id) => Promise.resolve(looks.get(id)),
      keep: (look) => Promise.resolve(void looks.set(look.endorsement, look)),
    },
    things: {
      programme: (id) =>
        Promise.resolve(
          id === programme.id
            ? { title: 'Consultant', description: 'Advises.', criteria: ['Pass the exam.'] }
            : undefined,
        ),
      programmeOf: (id) => Promise.resolve(id === certificate ? programme : undefined),
      standing: () => Promise.resolve(standing),
      sample: ({ size }) =>
        Promise.resolve(
          Array.from({ length: size }, (_, n) => ({ pseudonym: `p${n}`, month: '2026-02', evidence: ['Passed.'] })),
        ),
      holders: async function* () {
        yield await Promise.resolve({ certificate, programme: programme.id, learner: 'ann' });
      },
    },
    findCertificate: (id) => Promise.resolve(id === certificate ? known : undefined),
    signSharing: (text) => `signed-${text.length}`,
    nameOf: () => Promise.resolve('Ann Example'),
    drawPicture: ({ holder }) => Promise.resolve(new TextEncoder().encode(`PNG of ${holder ?? 'nobody'}`)),
  };
  app = await createTestApp({
    imports: [VerificationModule.register(ports)],
    authenticate: () => Promise.resolve({ id: 'k', scopes: new Set(scopes), sees: 'everyone' }),
  });
  takeCredentials(app.getHttpAdapter().getInstance());
  await app.init();
  const signsAs = `did:web:body.example%3A${site.port}`;
  key = await makeBodyKey(signsAs);
  published.set('/.well-known/did.json', JSON.stringify(keyDocument(key)));
  list = `https://body.example:${site.port}/status.json`;
  await call('POST', '/v1/bodies', { id: 'body', name: 'The Body', signer: signsAs });
});
afterAll(async () => {
  await app.close();
  await Promise.all([site.close(), database.drop()]);
});

const call = async <T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object | string) => {
  const type = typeof body === 'string' ? { 'content-type': 'application/vc' } : {};
  const headers = { authorization: 'Bearer k', ...type };
  const reply = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: reply.statusCode, body: reply.json<T>() };
};

const invite = async (endorses: object = { kind: 'programme', programme: 'consultant', version: 2 }) => {
  const { body } = await call<EndorsementView>('POST', '/v1/endorsements', {
    ...{ body: 'body', endorses },
    dossier: { hours: 40, sample: 2 },
  });
  return body.id;
};
const withdrawals = (more: Partial<Withdrawals> = {}): Withdrawals => ({
  ...{ format: 'laurel-endorse-withdrawals/1', list, given: [9], withdrawn: [], ...more },
});
const publish = async (one: Withdrawals, signer = key) =>
  void published.set('/status.json', await signedStatusList(one, { key: signer, now }));
const conditions = { passRate: { atLeast: 40, atMost: 90 }, evidenceSample: 5, reviewBy: '2026-12-31' };

/** On the body's own machine: from the file of the invitation alone. */
const signOffline = async (id: string, signer = key) => {
  const { body: invitation } = await call<Parameters<typeof endorse>[0]>('GET', `/v1/endorsements/${id}/invitation`);
  const answer = { comment: 'We looked at all of it.', conditions, withdrawal: { list, index: 9 } };
  return endorse({ ...invitation, body: { ...invitation.body, id: signer.signer } }, answer, {
    ...{ key: signer, id: randomUUID(), now },
  });
};
const send = (id: string, document: string) => call<ReceivedVerdict>('POST', `/endorsements/${id}`, document);
const shown = async (id: string) => (await call<EndorsementView>('GET', `/v1/endorsements/${id}`)).body.shown;

it('is signed offline, shown with its conditions, and withdrawn by the body alone', async () => {
  const id = await invite();
  await publish(withdrawals());
  const document = await signOffline(id);
  expect((await send(id, document)).body).toEqual({ taken: true, verdict: 'valid', because: [] });
  expect(await shown(id)).toMatchObject({
    ...{ verdict: 'valid', stands: true, comment: 'We looked at all of it.', because: [] },
    body: { name: 'The Body', signer: key.signer },
    about: { id: achievement, name: 'Consultant' },
  });
  expect((await shown(id))?.conditions.map(({ holds }) => holds)).toEqual([true, true, true]);
  expect((await app.inject(`/endorsements/${id}`)).body).toBe(document);

  standing.certified = 3;
  now = new Date('2027-01-01T00:00:00Z');
  const broken = await shown(id);
  expect([broken?.verdict, broken?.stands, broken?.conditions.map(({ holds }) => holds)]).toEqual([
    ...['valid', false, [false, true, false]],
  ]);
  standing.certified = 7;
  now = new Date('2026-03-02T12:00:00Z');

  await publish(withdrawals({ withdrawn: [9] }));
  now = new Date('2026-03-03T12:00:00Z');
  await lookAtEndorsements(ports);
  expect(await shown(id)).toMatchObject({
    ...{ verdict: 'withdrawn', stands: false, statusSince: now.toISOString(), lookedAt: now.toISOString() },
  });
  published.delete('/status.json');
  now = new Date('2026-03-04T12:00:00Z');
  await lookAtEndorsements(ports);
  expect(await shown(id)).toMatchObject({
    ...{ verdict: 'withdrawn', statusSince: '2026-03-03T12:00:00.000Z', unreachableSince: now.toISOString() },
  });
  const history = await call<{ decisions: { what: string }[] }>('GET', `/v1/endorsements/${id}/history`);
  expect(history.body.decisions.map(({ what }) => what)).toEqual(['seen withdrawn', 'verified', 'received', 'invited']);
});

it('is unknown, and does not stand, while the body cannot be asked', async () => {
  const id = await invite();
  published.delete('/status.json');
  const document = await signOffline(id);
  expect((await send(id, document)).body).toMatchObject({ taken: true, verdict: 'unknown' });
  expect(await shown(id)).toMatchObject({ verdict: 'unknown', stands: false });
  await publish(withdrawals());
  expect((await call<EndorsementView>('POST', `/v1/endorsements/${id}/look`)).body).toMatchObject({
    ...{ verifiedAt: now.toISOString(), shown: { verdict: 'valid', unreachableSince: null } },
  });
});

it('shows as invalid whatever was changed in the database', async () => {
  const id = await invite();
  await publish(withdrawals());
  await send(id, await signOffline(id));
  expect((await shown(id))?.verdict).toBe('valid');
  const altered = await database.pool.query(
    `update decision_event set data = replace(data::text, 'all of it', 'some of it')::jsonb
     where type = 'certification.EndorsementReceived' and stream = $1`,
    [`endorsement-${id}`],
  );
  expect(altered.rowCount).toBe(1);
  expect(await shown(id)).toMatchObject({ verdict: 'invalid', stands: false });
});

it('rejects what another signed: the house itself, another body, or about something else', async () => {
  const id = await invite();
  await publish(withdrawals());
  const good = JSON.parse(await signOffline(id)) as Record<string, unknown> & { proof: object };

  const method = addresses.key(sealed[0]!.name);
  const forged = JSON.stringify({ ...good, proof: { ...good.proof, verificationMethod: method } });
  expect((await send(id, forged)).body).toMatchObject({ taken: false, verdict: 'forged' });
  const self = JSON.stringify({ ...good, issuer: { id: addresses.did, type: ['Profile'], name: 'The Body' } });
  expect((await send(id, self)).body).toMatchObject({ taken: false, verdict: 'forged' });
  expect((await call('POST', '/v1/bodies', { id: 'fake', name: 'Fake', signer: addresses.did })).status).toBe(409);

  const other = await signOffline(id, await makeBodyKey());
  expect((await send(id, other)).body).toMatchObject({ taken: false, verdict: 'invalid' });
  const elsewhere = await invite({ kind: 'issuer' });
  expect((await send(elsewhere, JSON.stringify(good))).body).toMatchObject({ taken: false, verdict: 'invalid' });
  expect(await shown(id)).toBeNull();
});

it('tells everybody who holds what was endorsed, once', async () => {
  const id = await invite();
  await publish(withdrawals());
  await send(id, await signOffline(id));
  await publish(withdrawals({ withdrawn: [9] }));
  await lookAtEndorsements(ports);
  const seen = (await ports.store.read(`endorsement-${id}`)).at(-1);
  for (const event of [seen, seen]) if (event) await onStatusSeen(ports)(event);
  const told = await ports.store.read(`endorsement-withdrawn-${id}-${certificate}`);
  expect(told.map(({ type, data }) => [type, data])).toEqual([
    ['certification.EndorsementWithdrawn', expect.objectContaining({ learner: 'ann', body: 'body', endorsement: id })],
  ]);
});

describe('a certificate', () => {
  const verifyFile = async (text: string) => (await call<VerificationReport>('POST', '/verify', text)).body;

  it('is checked from its file, with every endorsement and its own verdict', async () => {
    const id = await invite({ kind: 'certificate', certificate });
    await publish(withdrawals());
    await send(id, await signOffline(id));
    const report = await verifyFile(known.signed!.document);
    expect([report.verdict, report.checks.map(({ result }) => result)]).toEqual(['valid', Array(5).fill('passed')]);
    expect(report.credential).toMatchObject({ criteria: 'Pass the exam.', evidence: ['Passed the exam.'] });
    expect(report.certificate).toMatchObject({ state: 'valid', holder: null });
    const mine = report.endorsements.find(({ endorsement }) => endorsement === id);
    expect(mine).toMatchObject({ verdict: 'valid', about: { id: addresses.certificate(certificate) } });
    expect(report.endorsements.filter(({ about }) => about.id === achievement).length).toBeGreaterThan(0);
  });

  it('is not valid once a letter is changed, and says nothing of what is known here', async () => {
    const report = await verifyFile(known.signed!.document.replace('Passed the exam', 'Passed two exams'));
    expect([report.verdict, report.certificate]).toEqual(['invalid', null]);
  });

  it('is shown to nobody until its learner says so, and no more when it is taken back', async () => {
    const page = (accept: string, url = `/verify/${certificate}`) => app.inject({ url, headers: { accept } });
    const hidden = await page('text/html');
    const missing = await page('text/html', `/verify/${randomUUID()}`);
    expect([hidden.statusCode, hidden.body]).toEqual([404, missing.body]);
    expect((await app.inject(`/certificates/${certificate}`)).statusCode).toBe(404);

    await app.inject({
      ...{ method: 'POST', url: `/sharing/${certificate}.signed-36`, payload: 'shows=certificate' },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const nameless = await page('text/html');
    expect(nameless.body).toContain('VALID');
    expect(nameless.body).not.toContain('Ann Example');
    const { body } = await call<{ linkedInUrl: string }>('PUT', `/v1/certificates/${certificate}/sharing`, {
      withName: true,
    });
    expect(new URL(body.linkedInUrl).searchParams.get('certUrl')).toBe(addresses.verify(certificate));
    const named = await page('text/html');
    expect(named.body).toContain('Ann Example');
    expect(named.body).toContain(`<meta property="og:image" content="${addresses.picture(certificate)}">`);
    expect((await app.inject(`/verify/${certificate}/picture.png`)).body).toBe('PNG of Ann Example');
    expect((await page('application/json')).json()).toMatchObject({
      verdict: 'valid',
      certificate: { holder: 'Ann Example' },
    });
    expect((await app.inject(`/certificates/${certificate}`)).body).toBe(known.signed!.document);

    expect((await call('DELETE', `/v1/certificates/${certificate}/sharing`)).body).toMatchObject({ isPublic: false });
    expect((await page('text/html')).statusCode).toBe(404);
    expect((await app.inject(`/sharing/${certificate}.wrong`)).statusCode).toBe(404);
  });
});

describe('an address', () => {
  it.each([
    ['http://body.example/', /not https/],
    ['https://localhost/', /not on the public internet/],
    ['https://169.254.169.254/latest/meta-data', /not on the public internet/],
  ])('%s is not asked', async (url, says) => {
    const before = site.connections();
    const { body } = await call<VerificationReport>('POST', '/verify', { url });
    expect(body).toMatchObject({ verdict: 'unchecked', says: expect.stringMatching(says), credential: null });
    expect(site.connections()).toBe(before);
  });

  it('is fetched where it is public, and a form does the same for a person', async () => {
    published.set('/badge.json', known.signed!.document);
    const url = `https://body.example:${site.port}/badge.json`;
    expect((await call<VerificationReport>('POST', '/verify', { url })).body.verdict).toBe('valid');
    const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW';
    const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="x"\r\ncontent-type: application/json\r\n\r\n${known.signed!.document}\r\n--${boundary}--\r\n`;
    const { readUpload } = await import('../verification/read-upload.ts');
    const upload = await readUpload(Buffer.from(payload), `multipart/form-data; boundary=${boundary}`);
    expect(upload).toEqual({ bytes: new TextEncoder().encode(known.signed!.document) });
  });
});

it('gives verifiers its documents, and says how long they may keep them', async () => {
  const status = await app.inject('/status/1/revocation');
  expect([status.statusCode, status.headers['cache-control']]).toEqual([200, 'public, max-age=300']);
  expect((await app.inject('/.well-known/did.json')).json()).toMatchObject({ id: addresses.did });
  for (const url of ['/status/1/other', '/programmes/x/0', '/programmes/x/1']) {
    expect((await app.inject(url)).statusCode).toBe(404);
  }
});
