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
const daysFrom = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/**
 * Forty engineers enrolled 40 days ago, and it was known then; 0 to 29 started, 25 to 29 left, 0 to 19 finished. Who is idle
 * for 14 days: 0 to 24, of whom nobody left; the five who left were gone before.
 */
const LEARNERS = Array.from({ length: 40 }, (_, index) => `engineer-${index}`);
const told = (type: string, subject: string, daysAgo: number, data: object = { course: 'consulting' }) => ({
  ...{ specversion: '1.0', id: `${type}-${subject}`, source: 'https://lms.example/', type: `learning.${type}` },
  ...{ time: daysFrom(-daysAgo), recordedtime: daysFrom(-daysAgo), subject, data },
});
const story = [
  ...LEARNERS.flatMap((one) => [
    told('PersonDescribed', one, 50, { attributes: { role: 'engineer' } }),
    told('Enrolled', one, 40),
  ]),
  ...LEARNERS.slice(0, 30).map((one) => told('CourseStarted', one, 38)),
  ...LEARNERS.slice(25, 30).map((one) => told('Withdrawn', one, 30)),
  ...LEARNERS.slice(0, 20).map((one) => told('CourseCompleted', one, 20, { course: 'consulting', result: 'pass' })),
];

const completed = {
  about: 'enrolment',
  where: { course: 'consulting' },
  criterion: { is: 'state', state: 'completed' },
};
const campaign = (template: string) => ({
  title: 'Finish what you began',
  category: 'campaign',
  audience: { about: 'learner', criterion: { is: 'attribute', name: 'role', test: { op: 'eq', value: 'engineer' } } },
  goal: { meets: completed, within: { days: 30 } },
  steps: [
    { id: 'invite', do: 'message', template, values: { programme: 'Consultant', url: 'https://learn.example/' } },
    { id: 'answer', do: 'waitUntil', meets: completed, atMost: { days: 7 } },
  ],
  window: { from: daysFrom(0), to: daysFrom(30) },
});

let server: RunningServer;
let folder: string;
let second: string;
let ask: ReturnType<typeof asker>;
let pages: Awaited<ReturnType<typeof lookAt>>;

beforeAll(async () => {
  folder = await newDataFolder('act');
  const env = { LAUREL_SWEEP_SECONDS: '1', LAUREL_QUIET_HOURS: 'none' };
  server = await startServer({ data: folder, port: await freePort(), env });
  const key = await server.key();
  ask = asker(server, key);
  await ask(
    '/v1/people',
    LEARNERS.map((learner) => ({ learner, name: `Person of ${learner}`, email: `${learner}@example.test` })),
  );
  await ask('/v1/events', story, { headers: { 'content-type': 'application/cloudevents-batch+json' } });
  await whenCaughtUp(ask);
  second = (await ask('/v1/keys', { name: 'second person', scopes: ['engage', 'ask'] })).secret;
  pages = await lookAt(server, key);
});

afterAll(async () => {
  await pages?.close();
  await server?.stop();
  await removeFolder(folder);
});

it.each([
  ['/rules', 'Rules'],
  ['/rules/idle', 'Idle'],
  ['/rules/idle/back-test', 'Back-test: Idle'],
  ['/rules/new', 'Write a rule'],
  ['/campaigns', 'Campaigns'],
  ['/campaigns/nobody', 'Campaign'],
  ['/campaigns/new', 'Write a campaign'],
  ['/templates', 'Templates'],
  ['/announcements', 'Announcements'],
  ['/learners/engineer-0/ledger', 'Ledger of engineer-0'],
])('%s is right by axe and fits a phone, also at night', async (path, title) => {
  const { page, close } = await pages.signedIn(path, { phone: true, dark: true });
  await settled(page);
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await close();
});

it('takes a rule from a ready-made one, through the proof on the past, to shadow', async () => {
  const { page, close } = await pages.signedIn('/rules');
  await page.getByRole('link', { name: 'Idle' }).click();
  await page.getByRole('link', { name: 'Make my own from it' }).click();
  const written = page.getByLabel('The rule as JSON');
  await written.fill((await written.inputValue()).replace('"state": "current"', '"state": "asleep"'));
  await page.getByRole('button', { name: 'Save the rule' }).click();
  await page.getByText('criteria.all.0.state', { exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /^Go to line/ }).click();
  expect(
    await written.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd)),
  ).toBe('"state"');
  await written.fill((await written.inputValue()).replace('"asleep"', '"current"'));
  await page.getByRole('button', { name: 'Save the rule' }).click();

  await page.getByRole('link', { name: /^Back-test/ }).click();
  await page.getByText('Nothing has been tried yet').waitFor();
  await page.getByLabel('Course').fill('consulting');
  await page.getByLabel('In groups by').fill('person.role');
  await page.getByRole('button', { name: 'Try it' }).click();
  const figures = page.getByLabel('What it would have done');
  await figures.waitFor();
  expect(await figures.innerText()).toMatch(/Would have been flagged\s+25\s+of 40 enrolments/);
  expect(await figures.innerText()).toMatch(/Left without a flag\s+5\s+of 5 who left/);
  await page.getByRole('img', { name: /^Precision and recall by Days without activity: 7: / }).waitFor();
  await page.getByRole('region', { name: 'Flag rate and precision by person.role' }).getByText('engineer').waitFor();
  expect(await violations(page)).toEqual([]);

  await page.getByRole('link', { name: '← The rule' }).click();
  await page.getByRole('radio', { name: 'Shadow' }).click();
  await page.getByText('nobody is written to', { exact: false }).first().waitFor();
  await until(async () => (await ask('/v1/firings?rule=my-idle&mode=shadow')).firings.length === 5);
  await page.getByRole('link', { name: 'Its firings' }).click();
  await page.getByText('in shadow: nobody was written to').first().waitFor();
  await close();
});

it('takes a campaign from its draft to the ledger, and no further than a second person allows', async () => {
  const { page, close } = await pages.signedIn('/campaigns/new');
  await page.getByLabel('Its id').fill('finish');
  const written = page.getByLabel('The campaign as JSON');
  await written.fill(JSON.stringify(campaign('no-such-template'), null, 2));
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByText('steps.0.template', { exact: true }).waitFor();
  await written.fill(JSON.stringify(campaign('certification-invitation'), null, 2));
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByRole('button', { name: 'Count whom it would reach' }).click();
  const estimate = page.getByRole('region', { name: 'What each exclusion takes away' });
  expect(await estimate.getByRole('row', { name: /^Reached the goal already/ }).innerText()).toContain('−20');
  await page.getByRole('button', { name: 'Ask for approval' }).click();
  await page.getByText('You asked for approval').waitFor();
  expect(await page.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);

  const other = await pages.open();
  await other.page.goto(`${server.url}/campaigns/finish#key=${second}`);
  await other.page.getByRole('button', { name: 'Approve' }).click();
  await other.page.getByRole('button', { name: 'Launch …' }).click();
  await other.page.getByRole('dialog').getByRole('button', { name: 'Launch' }).click();
  await other.page.getByRole('button', { name: 'Pause …' }).waitFor();
  await until(async () => (await ask('/v1/campaigns/finish')).sent > 0);
  await other.page.getByRole('button', { name: 'Pause …' }).click();
  await other.page.getByLabel(/^Reason/).fill('a wrong link');
  await other.page.keyboard.press('Enter');
  await other.page.getByText('Nothing is lost').first().waitFor();
  await other.page.getByText('Paused: a wrong link').waitFor();
  expect(await violations(other.page)).toEqual([]);
  await other.page.getByRole('link', { name: /^The ledger/ }).click();
  await other.page.getByText('reached the goal').or(other.page.getByText('did not enter')).first().waitFor();
  expect(await violations(other.page)).toEqual([]);
  expect(await overflow(other.page)).toBeLessThanOrEqual(0);
  await other.close();

  await page.goto(`${server.url}/learners/engineer-20/ledger`);
  await page.getByText('role is engineer').first().waitFor();
  await close();
});

it('stops everything after asking why, and says so until sending is allowed again', async () => {
  const { page, close } = await pages.signedIn('/campaigns');
  await page.getByRole('button', { name: 'Stop everything …' }).click();
  await page.getByLabel(/^Reason/).fill('the wrong people');
  await page.keyboard.press('Enter');
  await page.getByText('All sending is stopped').waitFor();
  expect(await ask('/v1/sending')).toMatchObject({ stopped: true, why: 'the wrong people' });
  await page.getByRole('button', { name: 'Allow sending again' }).click();
  await page.getByRole('button', { name: 'Stop everything …' }).waitFor();
  await close();
});

it('shows a letter in a wide and a narrow client that can do nothing, to a real person, and sends a test', async () => {
  const { page, close } = await pages.signedIn('/templates');
  await page.getByRole('link', { name: 'Certification: invitation' }).click();
  const widths = [];
  for (const client of ['wide', 'narrow']) {
    const frame = page.getByTitle(`The letter in a ${client} client`);
    await frame.waitFor();
    expect(await frame.getAttribute('sandbox')).toBe('');
    widths.push((await frame.boundingBox())?.width);
  }
  expect(widths).toEqual([640, 360]);
  await page.getByLabel('Written to the learner').fill('engineer-0');
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Plain text' }).click();
  await page.locator('.letter-text').getByText('Person of engineer-0').waitFor();
  await page.getByLabel('To the address').fill('you@example.test');
  await page.keyboard.press('Enter');
  await page.getByText('The mail server took it').waitFor();
  expect(await violations(page)).toEqual([]);
  await close();
});
