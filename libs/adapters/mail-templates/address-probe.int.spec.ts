import { isPublicAddress } from '@laurel/platform';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { openAddressProbe } from './address-probe.ts';

const asked: string[] = [];
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    const status = Number(url?.slice(1));
    if (status > 0) response.writeHead(status, { location: '/404' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const anywhere = openAddressProbe({ mayAsk: () => true, timeoutMs: 300 });

it.each([
  [200, undefined],
  [302, undefined],
  [403, undefined],
  [405, undefined],
  [404, 'dead'],
  [410, 'dead'],
  [503, 'unchecked'],
])('takes %i for %s', async (status, is) => expect((await anywhere(`${base}/${status}`))?.is).toBe(is));

it('waits for nobody for ever', async () => expect((await anywhere(`${base}/hang`))?.is).toBe('unchecked'));

it('follows no redirect, and asks by HEAD alone', () =>
  expect(new Set(asked.map((one) => one.split(' ')[0]))).toEqual(new Set(['HEAD'])));

it('knocks at no door inside, by whatever name', async () => {
  const before = asked.length;
  const { port } = server.address() as AddressInfo;
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]']) {
    const found = await openAddressProbe()(`http://${host}:${port}/200`);
    expect([host, found?.is, found?.why]).toEqual([host, 'unchecked', 'it is inside, and was not asked']);
  }
  expect(asked).toHaveLength(before);
});

it.each([
  ['8.8.8.8', true],
  ['2a00:1450::1', true],
  ['10.1.2.3', false],
  ['169.254.169.254', false],
  ['192.168.1.1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['::', false],
  ['no address', false],
])('%s is public: %s', (ip, expected) => expect(isPublicAddress(ip)).toBe(expected));
