import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { acknowledgedIn, startImport } from '../support/csv-import.mjs';
import { OULAD_TOTALS, ouladFolder, publishedFigures, randomFrom, shuffled, shuffledCopy } from '../support/oulad.mjs';
import { writeOwnCourses } from '../support/own-courses.mjs';
import {
  asker,
  freePort,
  newDataFolder,
  type RunningServer,
  removeFolder,
  startServer,
  whenCaughtUp,
} from '../support/server.mjs';

let folder: string;
let server: RunningServer;
let key: string;
let ask: ReturnType<typeof asker>;

beforeEach(async () => {
  folder = await newDataFolder('import');
  server = await startServer({ data: folder, port: await freePort() });
  key = await server.key();
  ask = asker(server, key);
});
afterEach(async () => {
  await server.stop();
  await removeFolder(folder);
});

const SEED = 7;

/** OULAD without its click log, which takes minutes (`npm run chaos -- import` has it), or what we have ourselves. */
const someCourses = async () => {
  const files = join(folder, 'files');
  const oulad = ouladFolder();
  if (!oulad) return { files, figures: await writeOwnCourses(files) };
  await mkdir(files);
  const tables = (await readdir(oulad)).filter((file) => file.endsWith('.csv') && !file.startsWith('studentVle'));
  for (const file of tables) await symlink(join(oulad, file), join(files, file));
  return { files, figures: OULAD_TOTALS };
};

const overview = async () => {
  await whenCaughtUp(ask);
  const { totals, rows } = await ask('/v1/questions/course-overview', { by: 'run' });
  return { totals, rows };
};

it('comes to the same numbers killed, resumed, and told again from shuffled files', async () => {
  const { files, figures } = await someCourses();
  const state = join(folder, 'imports');
  const telling = (from: string) => startImport({ url: server.url, key, files: from, state });

  const killed = telling(files);
  await killed.whenAcknowledged(1);
  expect(await killed.kill()).toMatchObject({ signal: 'SIGKILL' });
  const before = await acknowledgedIn(state);
  expect(before).toBeGreaterThan(0);

  const told = await telling(files).done();
  expect(told).toMatchObject({ resumed: true, rejected: 0 });
  expect(told.accepted).toBeGreaterThan(before);
  const first = await overview();
  expect(publishedFigures(first.totals)).toEqual(figures);

  const again = await telling(await shuffledCopy(files, join(folder, 'shuffled'), SEED)).done();
  expect(again).toEqual({ accepted: told.accepted, rejected: 0, resumed: false });
  expect(await overview()).toEqual(first);
}, 180_000);

const LEARNERS = ['ada', 'ben', 'cleo'];
const RESULTS = ['fail', 'pass', 'distinction'];
const ORDERS = 12;

/** Three years of one course: a fact each for the course and, of every learner, for each year's beginning and end. */
const threeYears = (course: string, repeats: boolean) => {
  const fact = (type: string, time: string, subject: string, data: object) => ({
    specversion: '1.0',
    id: `${course}/${type}/${subject}/${time}`,
    source: 'https://lms.example/',
    type: `learning.${type}`,
    time: `${time}T09:00:00Z`,
    subject,
    data: { course, ...data },
  });
  const years = LEARNERS.flatMap((learner) =>
    RESULTS.flatMap((result, year) => [
      fact('Enrolled', `${2023 + year}-02-01`, learner, {}),
      fact('CourseCompleted', `${2023 + year}-04-01`, learner, { result }),
    ]),
  );
  return [fact('CourseDescribed', '2022-01-01', `course:${course}`, repeats ? { repeats } : {}), ...years];
};

/** The same three years in several orders, each of them a course of its own. */
const inEveryOrder = (name: string, repeats: boolean) =>
  Array.from({ length: ORDERS }, (_, order) => {
    const facts = threeYears(`${name}-${String(order).padStart(2, '0')}`, repeats);
    if (order === 0) return facts;
    return order === 1 ? facts.reverse() : shuffled(facts, randomFrom(order));
  });

/** The n-th request tells the n-th fact of every course. */
const tellInTurns = async (courses: readonly object[][]) => {
  for (let nth = 0; nth < (courses[0]?.length ?? 0); nth++) {
    const lines = courses.map((facts) => JSON.stringify(facts[nth])).join('\n');
    await ask('/v1/events', lines, { headers: { 'content-type': 'application/x-ndjson' } });
  }
};

it('keeps each yearly round of a course that repeats, and the latest of one that does not, told in any order', async () => {
  await tellInTurns([...inEveryOrder('once', false), ...inEveryOrder('yearly', true)]);
  await whenCaughtUp(ask);
  const { rows } = await ask('/v1/questions/course-overview', { by: 'course' });
  const all = LEARNERS.length;
  const common = { learners: all, current: 0 };
  const once = { ...common, enrolments: all, completed: { fail: 0, pass: 0, distinction: all, other: 0 } };
  const yearly = { ...common, enrolments: 3 * all, completed: { fail: all, pass: all, distinction: all, other: 0 } };
  const expected = [once, yearly].flatMap((row) => Array.from({ length: ORDERS }, () => row));
  expect(rows).toEqual(expected.map((row) => expect.objectContaining(row)));
});
