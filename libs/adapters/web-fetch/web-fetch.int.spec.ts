import { openSecureStandIn, type SecureStandIn, STAND_IN_CERTIFICATE } from '@laurel/testing';
import { gzipSync } from 'node:zlib';
import { openWebFetch, type WebFetchOptions } from './web-fetch.ts';

let inside: SecureStandIn;
beforeAll(async () => {
  inside = await openSecureStandIn();
});
beforeEach(() => {
  inside.asked.length = 0;
  inside.answer = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
});
afterAll(() => inside.close());

const LIMITS = { mostBytes: 1_000, timeoutMs: 400 };
const here = () => Promise.resolve(['127.0.0.1']);
const open = (options: WebFetchOptions = {}) => openWebFetch({ ca: STAND_IN_CERTIFICATE, lookUp: here, ...options });
/** As an installation that lets body.example be inside. */
const allowing = (options: WebFetchOptions = {}) => open({ allowedPrivateHosts: ['body.example'], ...options });
const at = (host: string, path = '/') => `https://${host}:${inside.port}${path}`;
const toldBy = (fetch: ReturnType<typeof open>, url: string) => fetch(url, LIMITS);

it('fetches what is there, and says where it was found', async () => {
  inside.answer = (request, response) =>
    request.url === '/old'
      ? response.writeHead(302, { location: '/new' }).end()
      : response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  const fetched = await toldBy(allowing(), at('body.example', '/old#key-1'));
  expect(fetched).toEqual({
    url: at('body.example', '/new'),
    contentType: 'application/json',
    body: Buffer.from('{"ok":true}'),
  });
});

it('asks nothing of an address inside, whatever it is called', async () => {
  const before = inside.connections();
  const names: Record<string, string[]> = {
    'meta.example': ['169.254.169.254'],
    'mapped.example': ['::ffff:127.0.0.1'],
    'both.example': ['93.184.216.34', '10.0.0.7'],
    'carrier.example': ['100.64.0.1'],
    'v6.example': ['fd00::1'],
    'nat64.example': ['64:ff9b::7f00:1'],
  };
  const hosts = ['localhost', '127.0.0.1', '127.1', '0x7f000001', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '10.1.2.3'];
  const fetch = open({ lookUp: (name) => Promise.resolve(names[name] ?? ['127.0.0.1']) });
  for (const host of [...hosts, ...Object.keys(names)]) {
    expect(await toldBy(fetch, at(host))).toEqual({ refused: expect.stringMatching(/is not on the public internet$/) });
  }
  expect(inside.connections()).toBe(before);
});

it('judges where it is led to as it judged where it was sent', async () => {
  inside.answer = (_, response) => response.writeHead(302, { location: at('other.example', '/admin') }).end();
  expect(await toldBy(allowing(), at('body.example'))).toEqual({
    refused: 'other.example is not on the public internet',
  });
  inside.answer = (_, response) => response.writeHead(302, { location: 'http://body.example/' }).end();
  expect(await toldBy(allowing(), at('body.example'))).toEqual({ refused: 'it leads to an address that is not https' });
  expect(inside.asked).toHaveLength(2);
});

it('looks a name up once for each request, and connects to what was judged', async () => {
  const looked: string[] = [];
  const fetch = allowing({
    lookUp: (name) => {
      looked.push(name);
      return Promise.resolve(['127.0.0.1']);
    },
  });
  expect(await toldBy(fetch, at('body.example'))).toMatchObject({ contentType: 'application/json' });
  expect(looked).toEqual(['body.example']);
});

it.each([
  ['http://body.example/', 'the address is not https'],
  ['file:///etc/passwd', 'the address is not https'],
  ['https://me:secret@body.example/', 'the address holds a password'],
  ['not an address', 'the address cannot be read'],
])('refuses %s', async (url, refused) => {
  expect(await toldBy(allowing(), url)).toEqual({ refused });
});

it('ends an endless way', async () => {
  inside.answer = (request, response) => response.writeHead(302, { location: `${request.url ?? ''}x` }).end();
  expect(await toldBy(allowing(), at('body.example'))).toEqual({ refused: 'it leads on more than 3 times' });
  expect(inside.asked).toHaveLength(4);
});

it.each<[string, SecureStandIn['answer'], string]>([
  [
    'says that it is large',
    (_, r) => r.writeHead(200, { 'content-length': '999999' }).write('x'),
    'it is larger than 1000 bytes',
  ],
  ['is large and does not say so', (_, r) => void r.write('x'.repeat(5_000)), 'it is larger than 1000 bytes'],
  [
    'is a zip bomb',
    (_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000))),
    'it comes compressed (gzip), which was not asked for',
  ],
  ['never answers', () => undefined, 'it did not answer within 400 ms'],
  ['never ends', (_, r) => r.writeHead(200).write('{'), 'it did not answer within 400 ms'],
  ['fails', (_, r) => r.writeHead(503).end(), 'it answers with status 503'],
  ['hangs up', (_, r) => r.destroy(), 'it cannot be reached (ECONNRESET)'],
])('refuses what %s', async (_, answer, refused) => {
  inside.answer = answer;
  expect(await toldBy(allowing(), at('body.example'))).toEqual({ refused });
});

it('trusts no certificate that nobody signed', async () => {
  const fetch = openWebFetch({ lookUp: here, allowedPrivateHosts: ['body.example'] });
  expect(await toldBy(fetch, at('body.example'))).toEqual({
    refused: 'it cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT)',
  });
  expect(inside.asked).toEqual([]);
});

it('says which name cannot be found, and waits for no look-up longer than it may', async () => {
  const unknown = open({ lookUp: () => Promise.reject(new Error('ENOTFOUND')) });
  expect(await toldBy(unknown, 'https://gone.example/')).toEqual({
    refused: 'gone.example is no name that can be found',
  });
  const silent = open({ lookUp: () => new Promise(() => undefined) });
  expect(await toldBy(silent, 'https://slow.example/')).toEqual({ refused: 'it did not answer within 400 ms' });
});
