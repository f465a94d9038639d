import { readCsvMapping } from '@laurel/intake-domain';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { csvEvents } from './csv/csv-events.ts';
import { planImport } from './csv/import-plan.ts';

const root = join(import.meta.dirname, '..', '..');
const mapping = join(root, 'docs', 'examples', 'oulad.mapping.yaml');
const dataSets = process.env['LAUREL_DATA_SETS'] ?? join(root, '..', 'shared', 'data');
const oulad = join(dataSets, 'oulad');

interface Told {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

it('the example mapping is a right one', async () => {
  const { tables } = readCsvMapping(await readFile(mapping, 'utf8'), basename(mapping));
  expect(tables.filter((table) => table.tellsEvents).map((table) => table.name)).toEqual([
    'assessments',
    'enrolments',
    'results',
    'clicks',
  ]);
});

// The data set is not part of the repository: where it lies beside it, its published totals are checked.
if (existsSync(oulad)) {
  describe('OULAD, with a part of its click log', () => {
    const CLICK_ROWS = 60_000;
    let folder: string;

    /** The rows as another copy of the data set could have them. */
    const copy = async (name: string, change: (header: string, rows: string[]) => string[]): Promise<string> => {
      const into = join(folder, name);
      await mkdir(into);
      for (const file of await readdir(oulad)) {
        const bytes = await readFile(join(oulad, file));
        const zipped = file.endsWith('.gz');
        const [header = '', ...rows] = (zipped ? gunzipSync(bytes) : bytes).toString().trimEnd().split('\n');
        const text = [header, ...change(header, rows.slice(0, zipped ? CLICK_ROWS : undefined)), ''].join('\n');
        await writeFile(join(into, file), zipped ? gzipSync(text) : text);
      }
      return into;
    };

    const importFrom = async (path: string): Promise<{ events: Told[]; digest: string; rejects: number }> => {
      const work = await mkdtemp(join(folder, 'work-'));
      const events: Told[] = [];
      const hashes: string[] = [];
      let rejects = 0;
      const plan = await planImport(mapping, [path]);
      const beginning = { stage: 0, rows: 0 };
      for await (const told of csvEvents(
        plan,
        { folder: work, now: new Date(), progress: () => undefined },
        beginning,
      )) {
        rejects += told.rejects.length;
        for (const { bytes } of told.events) {
          events.push(JSON.parse(Buffer.from(bytes).toString()) as Told);
          hashes.push(createHash('sha1').update(bytes).digest('base64'));
        }
      }
      return { events, digest: createHash('sha256').update(hashes.sort().join()).digest('hex'), rejects };
    };

    beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'laurel-oulad-'))));
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('gives the published totals, and the same events from shuffled files with ? for what is missing', async () => {
      const plain = await importFrom(await copy('plain', (_, rows) => rows));
      const byHash = (row: string, at: number) => createHash('sha1').update(`${at}${row}`).digest('hex');
      const shuffled = await copy('shuffled', (_, rows) =>
        rows
          .map((row, at): [string, string] => [byHash(row, at), row.replaceAll('""', '"?"')])
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, row]) => row),
      );
      const other = await importFrom(shuffled);
      expect(other.digest).toBe(plain.digest);
      expect([plain.rejects, other.rejects]).toEqual([0, 0]);
      expect(figuresOf(plain.events)).toEqual({
        ids: plain.events.length,
        CourseDescribed: 22,
        assessments: 206,
        Enrolled: 32_593,
        enrolledAtUnknownTime: 45,
        AssessmentSubmitted: 173_912,
        withoutScore: 173,
        carriedOver: 1_909,
        pass: 12_361,
        distinction: 3_024,
        fail: 7_052,
        withdrawnState: 10_156,
        withdrawnAtUnknownTime: 93,
        withdrawnAndCompleted: 9,
        clicks: await clicksIn(join(folder, 'plain')),
      });
    });

    const clicksIn = async (path: string): Promise<Record<string, number>> => {
      const file = (await readdir(path)).find((name) => name.startsWith('studentVle')) ?? '';
      const rows = gunzipSync(await readFile(join(path, file)))
        .toString()
        .trimEnd()
        .split('\n')
        .slice(1);
      const keys = new Set(rows.map((row) => row.trim().split('\t').slice(0, 5).join()));
      return { facts: keys.size, sum: rows.reduce((all, row) => all + Number(row.trim().split('\t')[5]), 0) };
    };
  });
}

const figuresOf = (events: readonly Told[]) => {
  const of = (type: string, holds: (data: Told['data']) => boolean = () => true) =>
    events.filter((event) => event.type === `learning.${type}` && holds(event.data));
  const enrolment = ({ id }: Told) => id.slice(id.indexOf('/'));
  const completed = new Set(of('CourseCompleted').map(enrolment));
  const withdrawn = of('Withdrawn').map(enrolment);
  const views = of('ContentViewed');
  return {
    ids: new Set(events.map((event) => event.id)).size,
    CourseDescribed: of('CourseDescribed').length,
    assessments: of('CourseDescribed').flatMap(({ data }) => data['assessments']).length,
    Enrolled: of('Enrolled').length,
    enrolledAtUnknownTime: of('Enrolled', (data) => data['timeKnown'] === false).length,
    AssessmentSubmitted: of('AssessmentSubmitted').length,
    withoutScore: of('AssessmentSubmitted', (data) => data['score'] === undefined).length,
    carriedOver: of('AssessmentSubmitted', (data) => data['carriedOver'] === true).length,
    pass: of('CourseCompleted', (data) => data['result'] === 'pass').length,
    distinction: of('CourseCompleted', (data) => data['result'] === 'distinction').length,
    fail: of('CourseCompleted', (data) => data['result'] === 'fail').length,
    withdrawnState: withdrawn.filter((one) => !completed.has(one)).length,
    withdrawnAtUnknownTime: of('Withdrawn', (data) => data['timeKnown'] === false).length,
    withdrawnAndCompleted: withdrawn.filter((one) => completed.has(one)).length,
    clicks: { facts: views.length, sum: views.reduce((all, { data }) => all + Number(data['count']), 0) },
  };
};
