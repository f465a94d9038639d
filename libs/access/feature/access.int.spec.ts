import { openKeyStore } from '@laurel/access-postgres';
import { scopes } from '@laurel/contracts';

import { createTestApp, openTestDatabase, type TestDatabase } from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessModule, ensureOwnerKey, Keyring } from './index.ts';

let now = new Date('2026-03-01T00:00:00Z');
const clock = { now: () => now };
let database: TestDatabase;
let app: NestFastifyApplication;
let keyring: Keyring;
let folder: string;
let owner: string;

beforeAll(async () => {
  database = await openTestDatabase();
  keyring = new Keyring(await openKeyStore(database.pool), clock);
  folder = await mkdtemp(join(tmpdir(), 'laurel-test-access-'));
  owner = await ensureOwnerKey(folder, keyring);

  app = await createTestApp({
    imports: [AccessModule.register({ keyring, secureCookie: true })],
  });
  await app.init();
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

interface Asked {
  readonly key?: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
}
const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, { key, body, headers }: Asked = {}) => {
  const answer = await app.inject({
    method,
    url,
    headers: { ...headers, ...(key ? { authorization: `Bearer ${key}` } : {}) },
    ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.body ? answer.json() : undefined };
};
const make = (body: object, key = owner) => ask('POST', '/v1/keys', { key, body });

describe('the owner key', () => {
  it('is made once, may do everything, and is readable by its owner only', async () => {
    expect(await ensureOwnerKey(folder, keyring)).toBe(owner);
    expect((await readFile(join(folder, 'owner.key'), 'utf8')).trim()).toBe(owner);
    expect((await stat(join(folder, 'owner.key'))).mode & 0o777).toBe(0o600);
    expect((await ask('GET', '/v1/session', { key: owner })).body.scopes).toEqual([...scopes]);
  });

  it('is made anew when it was revoked', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'laurel-test-access-'));
    const first = await ensureOwnerKey(elsewhere, keyring);
    await keyring.revoke((await keyring.authenticate(first))!.id, 'test');
    const second = await ensureOwnerKey(elsewhere, keyring);
    expect(second).not.toBe(first);
    expect(await keyring.authenticate(second)).toBeDefined();
    await rm(elsewhere, { recursive: true });
  });
});

describe('keys', () => {
  it('shows the secret once and keeps only its hash', async () => {
    const { status, body } = await make({ name: 'Moodle Berlin', scopes: ['ingest'] });
    expect(status).toBe(201);
    expect(body.secret).toMatch(/^lrl_[0-9a-f]{16}_/);
    const { body: list } = await ask('GET', '/v1/keys', { key: owner });
    expect(list.keys).toContainEqual(body.key);
    expect(JSON.stringify(list)).not.toContain(body.secret);
    const { rows } = await database.pool.query(`select k::text as text from api_key k`);
    expect(JSON.stringify(rows)).not.toContain(body.secret.split('_').pop());
  });

  it('may do what it was given, and is refused with the reason otherwise', async () => {
    const { body } = await make({ name: 'asker', scopes: ['ask'] });
    expect(await ask('GET', '/v1/keys')).toMatchObject({ status: 401, body: { code: 'key.missing' } });
    expect(await ask('GET', '/v1/keys', { key: body.secret })).toMatchObject({
      status: 403,
      body: { code: 'key.scope' },
    });
    const wrong = body.secret.slice(0, -1) + (body.secret.endsWith('A') ? 'B' : 'A');
    expect(await ask('GET', '/v1/session', { key: wrong })).toMatchObject({
      status: 401,
      body: { code: 'key.unknown' },
    });
  });

  it('gives nobody more than its maker has', async () => {
    const { body } = await make({ name: 'key maker', scopes: ['keys'] });
    expect(await make({ name: 'more', scopes: ['people'] }, body.secret)).toMatchObject({
      status: 409,
      body: { code: 'key.beyond' },
    });
    expect((await make({ name: 'wrong', scopes: ['everything'] })).status).toBe(400);
  });

  it('is refused as soon as it was revoked, also though it was just used', async () => {
    const { body } = await make({ name: 'short', scopes: ['ask'] });
    expect((await ask('GET', '/v1/session', { key: body.secret })).status).toBe(200);
    const revoked = await ask('DELETE', `/v1/keys/${body.key.id}`, { key: owner });
    expect(revoked).toMatchObject({ status: 200, body: { id: body.key.id, revokedAt: now.toISOString() } });
    expect((await ask('GET', '/v1/session', { key: body.secret })).status).toBe(401);
    expect((await ask('DELETE', `/v1/keys/${body.key.id}`, { key: owner })).body).toEqual(revoked.body);
    expect((await ask('DELETE', '/v1/keys/none', { key: owner })).status).toBe(404);
  });

  it('is refused within five seconds when another process revoked it', async () => {
    const { body } = await make({ name: 'elsewhere', scopes: ['ask'] });
    expect((await ask('GET', '/v1/session', { key: body.secret })).status).toBe(200);
    await (await openKeyStore(database.pool)).revoke(body.key.id, { at: now, by: 'another process' });
    now = new Date(now.getTime() + 5_000);
    expect((await ask('GET', '/v1/session', { key: body.secret })).status).toBe(401);
  });
});

describe('the session of the pages', () => {
  const signIn = async () => {
    const { status, headers, body } = await ask('POST', '/v1/session', { body: { key: owner } });
    expect(status).toBe(200);
    return { cookie: String(headers['set-cookie']), body };
  };

  it('is a cookie that no script can read and no other site can send', async () => {
    const { cookie } = await signIn();
    expect(cookie).toMatch(/^laurel_key=lrl_\S+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800; Secure$/);
    const headers = { cookie: cookie.split(';')[0]! };
    expect(await ask('GET', '/v1/session', { headers })).toMatchObject({ status: 200 });
    expect(await ask('DELETE', '/v1/session', { headers })).toMatchObject({
      status: 204,
      headers: { 'set-cookie': expect.stringMatching(/^laurel_key=;.*Max-Age=0/) },
    });
    expect((await ask('POST', '/v1/session', { body: { key: 'lrl_wrong' } })).status).toBe(401);
  });

  it('changes nothing for a page of another site', async () => {
    const { cookie } = await signIn();
    const body = { name: 'from a page', scopes: ['ask'] };
    const post = (more: Record<string, string>) =>
      ask('POST', '/v1/keys', { body, headers: { cookie, host: 'laurel.example', ...more } });
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await post({ origin: 'https://laurel.example' })).status).toBe(201);
    for (const foreign of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'https://laurel.example' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      expect(await post(foreign as unknown as Record<string, string>)).toMatchObject({
        status: 403,
        body: { code: 'request.cross-site' },
      });
    }
    const login = await ask('POST', '/v1/session', {
      body: { key: owner },
      headers: { origin: 'https://evil.example' },
    });
    expect(login.status).toBe(403);
  });
});
