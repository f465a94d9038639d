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
} from '../support/server.mjs';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

/** Forty engineers enrolled; ten never started, five left, twenty finished, five are silent. It was known when it happened. */
const LEARNERS = Array.from({ length: 40 }, (_, index) => `engineer-${index}`);
const told = (type: string, subject: string, days: number, data: object = {}) => ({
  specversion: '1.0',
  id: `${type}-${subject}`,
  source: 'https://lms.example/',
  type: `learning.${type}`,
  time: daysAgo(days),
  recordedtime: daysAgo(days),
  subject,
  data: { course: 'consulting', ...data },
});
const story = [
  ...LEARNERS.map((one, index) =>
    told('Enrolled', one, 40, { attributes: { experience: index % 2 === 0 ? 'senior' : 'junior' } }),
  ),
  ...LEARNERS.slice(0, 30).map((one) => told('CourseStarted', one, 38)),
  ...LEARNERS.slice(25, 30).map((one) => told('Withdrawn', one, 30)),
  ...LEARNERS.slice(0, 20).map((one) => told('CourseCompleted', one, 20, { result: 'pass' })),
];

const address = (question: Readonly<Record<string, unknown>>): string =>
  Object.entries(question)
    .map(([key, value]) => `${key}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`)
    .join('&');
const FUNNEL = `/funnel?${address({
  unit: 'enrolment',
  steps: [{ event: 'learning.Enrolled' }, { event: 'learning.CourseCompleted' }],
  window: { days: 30 },
  breakdown: { by: 'enrolment.experience' },
  interval: 'month',
})}`;

let server: RunningServer;
let folder: string;
let pages: Awaited<ReturnType<typeof lookAt>>;

beforeAll(async () => {
  folder = await newDataFolder('explore');
  server = await startServer({ data: folder, port: await freePort() });
  const key = await server.key();
  const ask = asker(server, key);
  await ask('/v1/events', story, { headers: { 'content-type': 'application/cloudevents-batch+json' } });
  await whenCaughtUp(ask);
  pages = await lookAt(server, key);
});

afterAll(async () => {
  await pages?.close();
  await server?.stop();
  await removeFolder(folder);
});

describe.each([
  ['light', {}],
  ['dark', { dark: true }],
  ['on a phone', { phone: true }],
])('every page, %s', (_, more) => {
  it.each([
    ['the overview as known then', `/?asOf=${daysAgo(35)}`, 'Overview'],
    ['a funnel with groups and trend', FUNNEL, 'Funnel'],
    ['the people behind a bar', `${FUNNEL}&${address({ behind: { step: 1, place: 'dropped' } })}`, 'Funnel'],
    ['curves by group', '/dropout-curve?by=enrolment.experience&silence=10', 'Dropout curve'],
    ['how it ended', '/dropout-curve?silence=off&view=ends', 'Dropout curve'],
    ['who is at risk', '/at-risk', 'At risk'],
    ['nobody at risk', '/at-risk?course=nobody-takes-this', 'At risk'],
    ['groups compared', '/compare?by=enrolment.experience', 'Compare'],
    ['times compared', `/compare?around=${daysAgo(40)}&figure=score`, 'Compare'],
    ['a timeline', '/learners/engineer-1', 'Learner engineer-1'],
    ['a timeline of nobody', '/learners/nobody', 'Learner nobody'],
  ])('%s is right by axe, titled, and fits the screen', async (_name, path, title) => {
    const { page, close } = await pages.signedIn(path, more);
    await settled(page);
    expect(await page.locator('main h1').innerText()).toBe(title);
    expect(await page.title()).toBe(`${title} · Laurel`);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await close();
  });
});

describe('the funnel', () => {
  it('leaves out who left, and opens the people behind a bar, and one of them', async () => {
    const { page, close } = await pages.signedIn(FUNNEL);
    await page.getByText('20 did not get there in time').waitFor();
    await page.getByRole('button', { name: 'Change the question' }).click();
    await page.getByRole('button', { name: /^More conditions/ }).click();
    await page.getByRole('button', { name: /Leave out who does/ }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('without those who did: Left between step 1 and step 2').waitFor();
    await page.getByRole('button', { name: '15 did not get there in time' }).click();
    const people = page.getByRole('region', { name: 'People and their steps' });
    await people.waitFor();
    expect(await people.locator('tbody tr').count()).toBe(15);
    expect(decodeURIComponent(page.url())).toContain('"place":"dropped"');
    const learner = people.getByRole('link').first();
    const name = await learner.innerText();
    await learner.click();
    await page.getByRole('heading', { name: `Learner ${name}` }).waitFor();
    await page.getByText('told by https://lms.example/').first().waitFor();
    await page.goBack();
    await people.waitFor(); // the opened figure is a part of the address
    await close();
  });

  it('shows its groups with intervals, and opens one of them', async () => {
    const { page, close } = await pages.signedIn(FUNNEL);
    const groups = page.getByRole('region', { name: 'Did all steps, by enrolment.experience' });
    await groups.getByText('10 of 20').first().waitFor();
    await groups.getByRole('radio', { name: 'Table' }).click();
    await groups.getByRole('button', { name: '10: who of senior reached step 2' }).click();
    const people = page.getByRole('region', { name: 'People and their steps' });
    await people.getByText('engineer-0', { exact: true }).waitFor();
    expect(await people.locator('tbody tr').count()).toBe(10);
    await close();
  });
});

describe('who is at risk', () => {
  it('is listed with reasons, never-started people too, and other days give another list', async () => {
    const { page, close } = await pages.signedIn('/at-risk');
    await page.getByRole('heading', { name: '15 at risk' }).waitFor();
    const counts = await page.getByLabel('How many, by reason').innerText();
    expect(counts).toMatch(/Never started\s+10/);
    expect(counts).toMatch(/Silent\s+5/);
    await page.getByLabel(/^Never started, days/).fill('50');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('heading', { name: '5 at risk' }).waitFor();
    expect(page.url()).toContain('neverStarted=50');
    expect(await page.locator('main').innerText()).not.toContain('no activity at all');
    await close();
  });

  it('says because of which fact, and the fact is a link to its place in the timeline', async () => {
    const { page, close } = await pages.signedIn('/at-risk?silent=off');
    await page
      .getByRole('link', { name: /The fact behind: enrolled on/ })
      .first()
      .click();
    await page.getByText('the fact you came for').waitFor();
    expect(await page.locator('[aria-current="true"]').innerText()).toContain('Enrolled');
    expect(await violations(page)).toEqual([]);
    await close();
  });

  it('gives the same list as a file', async () => {
    const { page, close } = await pages.signedIn('/at-risk');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const rows = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\n');
    expect(rows).toHaveLength(16);
    await close();
  });
});

describe('as known on another day', () => {
  it('answers from what was known then, says so, and is kept from page to page', async () => {
    const { page, close } = await pages.signedIn('/');
    await page.getByText('20 of 40 enrolments').waitFor();
    await page.getByRole('button', { name: /^As known on another day/ }).click();
    await page.getByLabel('As known on').fill(daysAgo(35).slice(0, 16));
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('0 of 40 enrolments').waitFor();
    await page
      .getByText(/^As known on .*20\d\d/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: /^Funnel of consulting/ }).click();
    await page.getByText('What was told later is not counted').waitFor();
    expect(page.url()).toContain('asOf=');
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByText('What was told later is not counted').waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('asOf=');
    await close();
  });
});

describe('the dropout curve', () => {
  it('is drawn by group, says the median in words, and counts silence only where it is asked to', async () => {
    const { page, close } = await pages.signedIn('/dropout-curve?silence=off');
    await page.getByLabel('In groups by').fill('enrolment.experience');
    await page.getByRole('button', { name: 'Show' }).click();
    const figures = page.getByRole('region', { name: 'Figures of each group' });
    await figures.getByText('junior').waitFor();
    const rows = await figures.locator('tbody tr').allInnerTexts();
    expect(rows.map((row) => row.split('\t').slice(0, 3))).toEqual([
      ['junior', '20', '3'],
      ['senior', '20', '2'],
    ]);
    expect(rows.every((row) => row.includes('more than half are still in'))).toBe(true);
    await page.getByText(/log-rank test, p = /).waitFor();
    await page.getByRole('radio', { name: 'How it ended' }).click();
    await page.getByRole('heading', { name: 'Finished by then' }).waitFor();
    expect(page.url()).toContain('view=ends');
    await close();
  });

  it('says what to do where nobody told who left', async () => {
    const { page, close } = await pages.signedIn(`/dropout-curve?silence=off&asOf=${daysAgo(35)}`);
    await page.getByText('dropout-curve.nobody-left').waitFor();
    await close();
  });
});

describe('compare', () => {
  it('shows groups side by side with intervals and the difference between them', async () => {
    const { page, close } = await pages.signedIn('/compare?by=enrolment.experience');
    await page.getByRole('heading', { name: 'Finished, of enrolments' }).waitFor();
    expect(await page.getByText('10 of 20').count()).toBe(2);
    await page.getByText('may be none').waitFor();
    await page.getByLabel('Figure', { exact: true }).selectOption({ label: 'Left, of enrolments' });
    await page.getByText('3 of 20').waitFor();
    expect(page.url()).toContain('figure=withdrawn');
    await close();
  });
});
