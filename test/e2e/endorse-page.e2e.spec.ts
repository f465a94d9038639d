import { makeBodyKey } from '@laurel/endorsing';
import { credentialVerifier } from '@laurel/open-badges';
import { type AxeResults } from 'axe-core';
import { type Browser, type Download } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AXE, openBrowser } from '../support/look-at-pages.ts';

const PAGE = fileURLToPath(new URL('../../apps/endorse/dist/page/index.html', import.meta.url));

const subject = 'https://learn.example/programmes/consultant/1';
const invitation = (signer: string) => ({
  ...{ format: 'laurel-endorsement-invitation/1', endorsement: '0199f8a0-0000-7000-8000-000000000001' },
  endorses: { id: subject, name: 'Consultant', description: 'Advises.', criteria: ['Pass the exam.'] },
  issuer: { id: 'did:web:learn.example', name: 'Learn' },
  body: { id: signer, name: 'The Body' },
  dossier: { alignment: [], assessors: [], sample: [], hours: 40 },
  answerTo: 'https://learn.example/endorsements/0199f8a0-0000-7000-8000-000000000001',
});
const fileOf = (name: string, content: object) => ({
  ...{ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) },
});

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

it('signs in a browser, opened from the disk, and asks nobody anything', async () => {
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(PAGE).href);
  const key = await makeBodyKey();
  await page.setInputFiles('#key', fileOf('key.json', key));
  await page.setInputFiles('#invitation', fileOf('invitation.json', invitation(key.signer)));
  await page.fill('#comment', 'We looked.');
  await page.fill('#review', '2099-06-30');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#sign')]);

  const document = await textOf(download);
  const verify = credentialVerifier((url) => Promise.resolve({ refused: `${url} is not asked here` }));
  const { verdict, credential } = await verify(Buffer.from(document), new Date());
  expect([verdict, credential?.subject.id, credential?.issuer.id]).toEqual(['valid', subject, key.signer]);
  expect(credential?.document['termsOfUse']).toEqual({ type: 'EndorsementConditions', reviewBy: '2099-06-30' });
  expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([pathToFileURL(PAGE).href]);

  await page.evaluate(AXE);
  const { violations }: AxeResults = await page.evaluate('axe.run()');
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.close();
});

const textOf = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8');
