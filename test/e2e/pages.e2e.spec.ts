import { readFileSync } from 'node:fs';
import { lookAt, overflow, settled, violations } from '../support/look-at-pages.ts';
import {
  asker,
  freePort,
  newDataFolder,
  type RunningServer,
  removeFolder,
  startServer,
  whenCaughtUp,
  until,
} from '../support/server.mjs';

const DAY_MS = 86_400_000;

/** Forty engineers: all enrolled, thirty started, twenty finished; ten never started and are old enough for the rule. */
const LEARNERS = Array.from({ length: 40 }, (_, index) => `engineer-${index}`);
const STARTED = LEARNERS.slice(0, 30);
const FINISHED = LEARNERS.slice(0, 20);

const event = (type: string, subject: string, daysAgo: number, data: object) => ({
  specversion: '1.0',
  id: `${type}-${subject}`,
  source: 'https://lms.example/',
  type: `learning.${type}`,
  time: new Date(Date.now() - daysAgo * DAY_MS).toISOString(),
  subject,
  data: { course: 'consulting', ...data },
});

const WRONG = {
  ...event('AssessmentSubmitted', 'engineer-1', 3, { assessment: 'case', score: { raw: 17, max: 20 } }),
  id: 'wrong-score',
};
const wrongText = JSON.stringify(WRONG).replace('"max":20', '"max":"20"');

const story = [
  ...LEARNERS.map((one) => event('Enrolled', one, 20, {})),
  ...STARTED.map((one) => event('CourseStarted', one, 18, {})),
  ...FINISHED.map((one) => event('CourseCompleted', one, 2, { result: 'pass' })),
];

let server: RunningServer;
let folder: string;
let key: string;
let ask: ReturnType<typeof asker>;
let pages: Awaited<ReturnType<typeof lookAt>>;

beforeAll(async () => {
  folder = await newDataFolder('pages');
  server = await startServer({ data: folder, port: await freePort(), env: { LAUREL_SWEEP_SECONDS: '1' } });
  key = await server.key();
  ask = asker(server, key);
  await ask(
    '/v1/people',
    LEARNERS.map((learner) => ({ learner, name: `Person of ${learner}`, email: `${learner}@example.test` })),
  );
  const batch = `[${[...story.map((one) => JSON.stringify(one)), wrongText].join(',')}]`;
  await ask('/v1/events', batch, { headers: { 'content-type': 'application/cloudevents-batch+json' } });
  await whenCaughtUp(ask);
  pages = await lookAt(server, key);
});

afterAll(async () => {
  await pages?.close();
  await server?.stop();
  await removeFolder(folder);
});

const switchRuleOn = async () => {
  const answer = await fetch(`${server.url}/v1/rules/never-started`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ mode: 'live' }),
  });
  expect(answer.status).toBe(200);
};

describe('signing in', () => {
  it('says where the key lies, and what is wrong with one that is not known', async () => {
    const { page, close } = await pages.open();
    await page.goto(`${server.url}/funnel`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByText('owner.key').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Key', { exact: true }).fill('not-a-key');
    await page.keyboard.press('Enter');
    await page.getByText('key.unknown').waitFor();
    await page.getByLabel('Key', { exact: true }).fill(key);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Funnel', exact: true }).waitFor(); // the page that was asked for
    await close();
  });

  it('takes a key out of the address and keeps it where no script can read it', async () => {
    const { page, close } = await pages.signedIn('/');
    expect(page.url()).not.toContain(key);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.reload();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await close();
  });
});

describe.each([
  ['light', {}],
  ['dark', { dark: true }],
  ['on a phone', { phone: true }],
])('every page, %s', (_, more) => {
  it.each([
    ['/', 'Overview'],
    ['/?by=run', 'Overview'],
    ['/?course=nobody-takes-this', 'Overview of nobody-takes-this'],
    ['/funnel', 'Funnel'],
    ['/funnel?steps=[]', 'Funnel'],
    ['/saved-questions', 'Saved questions'],
    ['/saved-questions/00000000-0000-7000-8000-000000000000', 'Saved question'],
    ['/firings', 'Firings'],
    ['/mailbox', 'Mailbox'],
    ['/dead-letters', 'Dead letters'],
    ['/dead-letters/00000000-0000-7000-8000-000000000000', 'Dead letter'],
    ['/doctor', 'Health'],
    ['/no-such-page', 'Nothing here'],
  ])('%s is right by axe, titled, and fits the screen', async (path, title) => {
    const { page, close } = await pages.signedIn(path, more);
    await settled(page);
    expect(await page.locator('main h1').innerText()).toBe(title);
    expect(await page.title()).toBe(`${title} · Laurel`);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await close();
  });
});

describe('the overview', () => {
  it('shows the numbers of the answer, as a chart and as a table', async () => {
    const { page, close } = await pages.signedIn('/');
    const totals = page.getByLabel('All together');
    await totals.waitFor();
    const text = await totals.innerText();
    expect(text).toContain('40');
    expect(text).toContain('50%'); // finished, of enrolments
    expect(text).toContain('20 of 40 enrolments');
    await page.getByRole('radio', { name: 'Table' }).first().click();
    await page.getByRole('region', { name: 'Enrolments by week' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await close();
  });
});

describe('the funnel', () => {
  it('is a link: the address holds the whole question', async () => {
    const { page, close } = await pages.signedIn('/');
    await page.getByRole('link', { name: /^Funnel of consulting/ }).click();
    await page.getByText('30 went on').waitFor();
    const address = page.url();
    expect(decodeURIComponent(address)).toContain('"value":"consulting"');
    await page.goto('about:blank');
    await page.goto(address);
    await page.getByText('30 went on').waitFor();
    await close();
  });

  it('is asked anew by keyboard alone', async () => {
    const { page, close } = await pages.signedIn('/funnel');
    await page.getByRole('button', { name: 'Change the question' }).focus();
    await page.keyboard.press('Enter');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove step 3' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Within').fill('5');
    await page.keyboard.press('Enter');
    await page.getByText('Everybody has 5 days').waitFor();
    expect(decodeURIComponent(page.url())).toContain('window={"days":5}');
    // Nobody finished within five days, and nobody has time left: all thirty who started did not get there in time.
    await page.getByText('30 did not get there in time').waitFor();
    await page.goBack();
    await page.getByText('Everybody has 90 days').waitFor();
    await close();
  });

  it('gives the same table as a file', async () => {
    const { page, close } = await pages.signedIn('/funnel');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('funnel.csv');
    const [header, ...rows] = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n');
    expect(header).toContain('reached');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toContain('40');
    await close();
  });
});

describe('a dead letter', () => {
  it('is put right and counts, and its history says so', async () => {
    const { page, close } = await pages.signedIn('/dead-letters');
    await page.getByRole('link', { name: 'data does not fit the type' }).last().click();
    const corrected = page.getByLabel('The event as it should have been told');
    expect(await corrected.inputValue()).toContain('"max": "20"');
    await page.getByRole('button', { name: 'Send again as it is' }).click();
    await page.getByText('It still cannot be read').waitFor();
    await corrected.fill((await corrected.inputValue()).replace('"max": "20"', '"max": 20'));
    await page.getByRole('button', { name: 'Send corrected' }).click();
    await page.getByText('Sent again, and taken').waitFor();
    await page.getByText('taken after all').waitFor();
    expect(await violations(page)).toEqual([]);
    await close();
  });

  it('is discarded with a reason, by a dialog that the keyboard can leave', async () => {
    await ask('/v1/events', `[${wrongText.replace('wrong-score', 'wrong-again')}]`, {
      headers: { 'content-type': 'application/cloudevents-batch+json' },
    });
    const { page, close } = await pages.signedIn('/dead-letters');
    await page.getByRole('link', { name: 'data does not fit the type' }).last().click();
    await page.getByRole('button', { name: 'Discard …' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Discard …' }).click();
    await page.getByLabel('Reason').fill('a test of the source');
    await page.keyboard.press('Enter');
    await page.getByText('a test of the source').waitFor();
    await close();
  });
});

describe('a saved question', () => {
  it('has an address that shows its answer, as a table and to take along', async () => {
    const content = { name: 'How the courses stand', question: 'course-overview', body: {} };
    const { address } = await ask('/v1/saved-questions', content);
    const { page, close } = await pages.signedIn('/saved-questions');
    await page.getByRole('link', { name: content.name }).first().click();
    await page.getByRole('region', { name: 'The answer now' }).getByRole('cell', { name: '40' }).first().waitFor();
    expect(new URL(page.url()).pathname).toBe(address);
    expect(await violations(page)).toEqual([]);
    for (const form of ['CSV', 'Parquet', 'PDF']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: form }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`How-the-courses-stand.${form.toLowerCase()}`);
    }
    await close();
  });
});

describe('the rule and its mail', () => {
  it('shows who was written to, because of what, and the mail itself in a frame that can do nothing', async () => {
    await switchRuleOn();
    await until(async () => (await ask('/v1/messages')).total > 0);
    const { page, close } = await pages.signedIn('/mailbox');
    await page.locator('.mail-list a').first().click();
    const frame = page.locator('iframe.mail-body');
    await frame.waitFor();
    expect(await frame.getAttribute('sandbox')).toBe('');
    await page.getByRole('radio', { name: 'Plain text' }).click();
    await page.locator('pre.mail-body').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Firings' }).click();
    await page.getByText('because').first().waitFor();
    expect(await page.locator('.firing').first().innerText()).toMatch(/engineer-3\d/);
    expect(await page.locator('main').innerText()).not.toContain('Person of');
    expect(await violations(page)).toEqual([]);
    await close();
  });
});

describe('by keyboard', () => {
  it('the first stop skips to the content, and a new page is announced by its heading', async () => {
    const { page, close } = await pages.signedIn('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.getByRole('link', { name: 'Health' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.textContent === 'Health');
    await close();
  });

  it('the menu of a phone opens and says so', async () => {
    const { page, close } = await pages.signedIn('/', { phone: true });
    const menu = page.getByRole('button', { name: 'Menu' });
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    await menu.focus();
    await page.keyboard.press('Enter');
    expect(await menu.getAttribute('aria-expanded')).toBe('true');
    await page.getByRole('link', { name: 'Firings' }).click();
    await page.getByRole('heading', { name: 'Firings' }).waitFor();
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    await close();
  });
});
