import { type Asker, scopes, type TemplateSource, type TemplateUse } from '@laurel/contracts';
import { type Answer, type Mail } from '@laurel/communications-domain';
import { openEventStore } from '@laurel/event-store-postgres';
import { type EventStore } from '@laurel/kernel';
import { openTemplateEngine } from '@laurel/mail-templates';
import { createLogger } from '@laurel/platform';
import { createTestApp, openTestDatabase, type TestDatabase } from '@laurel/testing';
import { CqrsModule } from '@nestjs/cqrs';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { composeWith } from './compose-message.ts';
import { findTemplateIn, openTemplateCatalog, shipTemplates, type TemplateCatalog } from './template-catalog.ts';
import { TemplateHandler } from './template.handler.ts';
import { TemplatesController } from './templates.controller.ts';
import { TEMPLATE_PORTS, type TemplatePorts } from './templates.deps.ts';

const log = createLogger('silent');
let database: TestDatabase;
let store: EventStore;
let app: NestFastifyApplication;
let catalog: TemplateCatalog;
let ports: TemplatePorts;

const sent: Mail[] = [];
let answer: () => Promise<Answer> = () => Promise.resolve({ outcome: 'accepted' });
let uses: readonly TemplateUse[] = [];
let asker: Asker = { id: 'k1', scopes: new Set(scopes), sees: 'everyone' };

beforeAll(async () => {
  database = await openTestDatabase();
  const opened = await openEventStore(database.pool, log);
  store = opened;
  await shipTemplates(store);
  catalog = openTemplateCatalog(store);
  const engine = openTemplateEngine();
  const jose = { learner: 'j', name: 'José', email: 'j@x.test', language: 'de-AT', timeZone: 'Europe/Vienna' };
  ports = {
    ...{ store, search: opened, catalog, engine, compose: composeWith(catalog, engine) },
    recipients: { find: (learner) => Promise.resolve(learner === 'j' ? jose : undefined) },
    send: (mail) => (sent.push(mail), answer()),
    probe: (address) => Promise.resolve(address.includes('gone') ? { is: 'dead', why: 'it answers 404' } : undefined),
    usesOf: () => Promise.resolve(uses),
    publicUrl: 'http://laurel.test',
  };
  app = await createTestApp({
    imports: [CqrsModule],
    controllers: [TemplatesController],
    providers: [{ provide: TEMPLATE_PORTS, useValue: ports }, TemplateHandler],
    authenticate: () => Promise.resolve(asker),
  });
  await app.init();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

type Method = 'GET' | 'PUT' | 'POST';
const call = async (method: Method, path: string, payload?: object) => {
  const headers = { authorization: 'Bearer k' };
  const reply = await app.inject({ method, url: `/v1/templates${path}`, headers, ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.json() };
};

const source = (subject: string, body = '<mj-text>Hello {{ name }}, {{ place }}</mj-text>'): TemplateSource => ({
  ...{ name: 'Lunch', variables: { place: { type: 'text', example: 'the canteen' } }, defaultLanguage: 'en' },
  languages: { en: { subject, body }, de: { subject: `${subject} (de)`, body } },
});

it('ships its templates once, from however many processes start', async () => {
  await Promise.all([shipTemplates(store), shipTemplates(store)]);
  const { body } = await call('GET', '');
  expect(body.templates.map((one: { id: string }) => one.id)).toContain('never-started');
  expect(new Set(body.templates.map((one: { version: number }) => one.version))).toEqual(new Set([1]));
  expect(body.templates[0]).toMatchObject({ isShipped: true, state: 'live', savedBy: null, languages: ['en', 'de'] });
});

it('keeps every version as it was, whoever saves the next', async () => {
  expect(await call('PUT', '/lunch', source('One'))).toMatchObject({
    status: 200,
    body: { version: 1, savedBy: 'k1' },
  });
  expect(await call('PUT', '/lunch', source('One'))).toMatchObject({ body: { version: 1 } });
  expect(await call('PUT', '/lunch', source('Two'))).toMatchObject({ body: { version: 2, isShipped: false } });
  const { body } = await call('GET', '/lunch?version=1');
  expect(body).toMatchObject({ version: 2, shownVersion: 1, content: { languages: { en: { subject: 'One' } } } });
  expect(body.versions.map((one: { version: number }) => one.version)).toEqual([2, 1]);
  const composed = await ports.compose({ ...writing(), template: 'lunch', version: 1 });
  expect(composed).toMatchObject({ subject: 'One', templateVersion: 1, language: 'en' });
});

const writing = () => ({
  given: { name: 'Ann', course: '', because: [], publicUrl: 'http://laurel.test' },
  values: { place: 'here' },
  links: { unsubscribe: undefined, preferences: undefined, why: undefined, reasons: [], track: (url: string) => url },
});

it.each([
  ['an unknown variable', source('x', '<mj-text>\n {{ whose }}</mj-text>'), 'languages.en.body:2:5'],
  [
    'an endless loop',
    source('x', '<mj-text>{% for i in (1..place) %}{% endfor %}</mj-text>'),
    'languages.en.body:1:10',
  ],
  ['no text in the default language', { ...source('x'), defaultLanguage: 'fr' }, 'languages'],
  ['a field there is not', { ...source('x'), colour: 'red' }, 'colour'],
])('refuses %s when it is saved, naming the place', async (_, content, path) => {
  const { status, body } = await call('PUT', '/wrong', content);
  expect(status).toBe(400);
  expect(body.errors[0].path).toBe(path);
  expect((await call('GET', '/wrong')).status).toBe(404);
});

it('checks without saving, and asks the links on demand', async () => {
  const content = source('x', '<mj-text><a href="https://gone.example/a">a</a></mj-text>');
  const quiet = await call('POST', '/check', { content });
  expect(quiet.body).toMatchObject({ canBeSaved: true, refused: [], better: [] });
  expect(quiet.body.letters.map((one: { language: string }) => one.language)).toEqual(['en', 'de']);
  const { body } = await call('POST', '/check', { content, probeLinks: true });
  expect(body.better[0]).toMatchObject({ code: 'lint.link-dead', path: 'languages.en.body' });
  const wrong = await call('POST', '/check', { content: source('{{ nope }}') });
  expect(wrong.body).toMatchObject({ canBeSaved: false, letters: [], refused: [{ path: 'languages.en.subject' }, {}] });
});

describe('a preview', () => {
  it('is written to a real person, in their language', async () => {
    const { body } = await call('POST', '/lunch/preview', { learner: 'j', values: { place: 'dort' } });
    expect(body).toMatchObject({ subject: 'Two (de)', language: 'de', templateVersion: 2 });
    expect(body.text).toContain('Hello José, dort');
  });
  it('takes examples where nobody is named, and says what it cannot do', async () => {
    expect((await call('POST', '/lunch/preview')).body.text).toContain('Hello Ann Example, the canteen');
    expect((await call('POST', '/lunch/preview', { learner: 'nobody' })).body.code).toBe('person.unknown');
    expect((await call('POST', '/lunch/preview', { version: 9 })).body.code).toBe('template.missing');
    expect((await call('POST', '/lunch/preview', { values: { place: 1 } })).body).toMatchObject({
      ...{ status: 409, code: 'template.cannot-write' },
      detail: 'the template lunch, version 2, cannot be written with: place should be a text',
    });
  });
  it('names no person to a key that may not know people', async () => {
    asker = { ...asker, scopes: new Set(['engage'] as const) };
    expect((await call('POST', '/lunch/preview', { learner: 'j' })).body.code).toBe('key.scope');
    asker = { ...asker, scopes: new Set(scopes) };
  });
});

it('sends a test to the address given, marked as one, and passes on what the mail server says', async () => {
  const to = 'me@example.test';
  expect((await call('POST', '/lunch/test', { to, learner: 'j' })).body).toEqual({
    ...{ outcome: 'accepted', reason: null, subject: '[Test of version 2] Two (de)' },
  });
  expect(sent.at(-1)).toMatchObject({ to: { address: to }, subject: '[Test of version 2] Two (de)' });
  answer = () => Promise.resolve({ outcome: 'rejected', reason: 'smtp 550' });
  expect((await call('POST', '/lunch/test', { to })).body).toMatchObject({ outcome: 'rejected', reason: 'smtp 550' });
  answer = () => Promise.reject(new Error('cut'));
  expect((await call('POST', '/lunch/test', { to })).body).toMatchObject({ outcome: 'unknown' });
});

it('is not archived while it is used; afterwards nothing new may name it, what was decided before is still written', async () => {
  uses = [{ is: 'rule', id: 'hungry' }];
  const refused = await call('POST', '/lunch/archive', { why: 'old' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'template.in-use' } });
  expect(refused.body.detail).toContain('the rule hungry');
  uses = [];
  expect((await call('POST', '/lunch/archive', { why: 'old' })).body).toMatchObject({ state: 'archived', version: 2 });
  expect((await call('GET', '')).body.templates).toContainEqual(
    expect.objectContaining({ id: 'lunch', state: 'archived' }),
  );
  expect(await ports.compose({ ...writing(), template: 'lunch' })).toMatchObject({
    subject: 'Two',
    templateVersion: 2,
  });
  expect(await ports.compose({ ...writing(), template: 'lunch', version: 2 })).toMatchObject({ subject: 'Two' });
  expect(await findTemplateIn(catalog)('lunch')).toMatchObject({ isArchived: true, required: ['place'] });
  expect((await call('PUT', '/lunch', source('Two'))).body).toMatchObject({ state: 'live', version: 3 });
});

it('says of what is not there that it is not there', async () => {
  expect((await call('POST', '/none/archive', { why: 'x' })).status).toBe(404);
  expect(await findTemplateIn(catalog)('none')).toBeUndefined();
  expect(await ports.compose({ ...writing(), template: 'none' })).toEqual({ why: 'there is no template none' });
  expect(await ports.compose({ ...writing(), template: 'lunch', version: 7 })).toEqual({
    why: 'the template lunch has no version 7',
  });
});
