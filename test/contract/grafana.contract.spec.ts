import { migrateViews } from '@laurel/insights-feature';
import { derivedReadModels, type Fact, migrateReadModels } from '@laurel/insights-read-model';
import { createMetrics, observeLogLag } from '@laurel/platform';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'infra/grafana/dashboards');

const source = z.object({ type: z.string(), uid: z.string() });
const target = z.object({ rawSql: z.string().optional(), expr: z.string().optional() });
const dashboard = z.object({
  uid: z.string(),
  panels: z.array(z.object({ title: z.string(), datasource: source, targets: z.array(target).min(1) })).min(1),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), query: z.string(), datasource: source })).default([]),
  }),
});

const dashboards = readdirSync(FOLDER).map((file) =>
  dashboard.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))),
);
const panels = dashboards.flatMap(({ uid, panels: all }) =>
  all.flatMap(({ title, targets, datasource }) =>
    targets.map((one) => ({ name: `${uid}: ${title}`, datasource, ...one })),
  ),
);
const variables = dashboards.flatMap(({ templating }) => templating.list);

/** As Grafana and its ClickHouse plugin fill in what a query leaves open. */
const filledIn = (sql: string): string => {
  const filled = sql
    .replaceAll(/\$__timeFilter\((\w+)\)/g, '$1 >= toDateTime(1767225600) AND $1 <= toDateTime(1798761600)') // the year 2026
    .replaceAll('${course:singlequote}', "'c','other'");
  expect(filled).not.toContain('$');
  return filled;
};

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
  await migrateViews(test.warehouse);
});
afterAll(() => test.drop());

const fact = (type: string, day: string, learner: string, data: object = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  ...{ at: `2026-${day}T09:00:00Z`, learner, data: { course: 'c', ...data } },
});
/** Ten who enrolled on the same day: three left, on days 10, 10 and 30; two finished, on days 20 and 40; five are still in. */
const words: readonly FactWords[] = [
  ...Array.from({ length: 10 }, (_, n) => fact('Enrolled', '01-05', `l${n}`)),
  ...[fact('Withdrawn', '01-15', 'l0'), fact('Withdrawn', '01-15', 'l1'), fact('Withdrawn', '02-04', 'l2')],
  fact('CourseCompleted', '01-25', 'l3', { result: 'pass' }),
  fact('CourseCompleted', '02-14', 'l4', { result: 'fail' }),
  fact('Progressed', '01-06', 'l5', { share: 0.1 }),
  fact('Enrolled', '01-05', 'x', { course: 'other' }),
  fact('Enrolled', '01-05', 'y', { course: 'not chosen' }),
];

const tell = async (facts: readonly Fact[]): Promise<void> => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
    await test.warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  await insertFacts(test.warehouse, facts.slice(0, 7));
  await insertFacts(test.warehouse, facts);
};
const askEngine = (sql: string) => test.warehouse.rows<Record<string, unknown>>(filledIn(sql));

const ofEngine = panels.flatMap(({ name, rawSql }) => (rawSql === undefined ? [] : [{ name, sql: rawSql }]));
const sqlOf = (title: string): string => ofEngine.find(({ name }) => name.endsWith(`: ${title}`))!.sql;

it.each(ofEngine.filter(({ name }) => !name.includes('Read models')))(
  'gives the same rows for "$name", told once, twice and in other orders',
  async ({ sql }) => {
    const answers: string[] = [];
    for (const order of ordersOf(factsOf(words))) {
      await tell(order);
      const rows = await askEngine(sql);
      expect(rows.length).toBeGreaterThan(0);
      answers.push(JSON.stringify(rows));
    }
    expect(new Set(answers).size).toBe(1);
  },
);

describe('the figures', () => {
  beforeAll(() => tell(factsOf(words)));

  it('count each enrolment of the chosen courses once', async () => {
    expect(await askEngine(sqlOf('Enrolments that began in this time'))).toEqual([
      { Enrolments: '11', Learners: '11', 'Still in': '6', Finished: '2', Left: '3', 'Never started': '10' },
    ]);
    expect(await askEngine(sqlOf('How far enrolments came'))).toEqual(
      Object.entries({ Enrolled: '11', Started: '3', Finished: '2', Passed: '1' }).map(([Step, Enrolments]) => ({
        Step,
        Enrolments,
      })),
    );
    expect(await askEngine(sqlOf('Withdrawals by week'))).toEqual([
      { time: '2026-01-12', Left: '2' },
      { time: '2026-02-02', Left: '1' },
    ]);
    expect((await askEngine(sqlOf('Courses')))[0]).toMatchObject({
      ...{ Course: 'c', Enrolments: '10', 'Finished of enrolled': 0.2, 'Passed of finished': 0.5 },
    });
  });

  it('draw the curve as Kaplan and Meier do', async () => {
    const curve = await askEngine(sqlOf('Dropout curve'));
    const still = new Map(curve.map((row) => [row['Days since enrolment'], Number(row['Still in'])]));
    // 11 at risk, 2 leave; one finishes on day 20, so 8 are at risk when the third leaves on day 30.
    expect(still.get(10)).toBeCloseTo(9 / 11, 12);
    expect(still.get(20)).toBeCloseTo(9 / 11, 12);
    expect(still.get(30)).toBeCloseTo((9 / 11) * (7 / 8), 12);
    expect(still.get(40)).toBeCloseTo((9 / 11) * (7 / 8), 12);
  });

  it('know the size of every table that grows', async () => {
    const names = (await askEngine(sqlOf('Read models'))).map((row) => row['Read model']);
    const account = 'projected_records'; // what `reconcile` holds the log against
    expect(names).toEqual(['facts', account, ...derivedReadModels.map(({ name }) => name)].sort());
  });

  it.each(variables)('offer what $name can be', async ({ query }) => {
    expect((await askEngine(query)).length).toBeGreaterThan(1);
  });
});

it('take nothing from ClickHouse but views, which mind no duplicate, and its own tables', () => {
  const read = ofEngine.flatMap(({ sql }) => [...sql.matchAll(/\bFROM\s+([a-z][\w.]*)/g)].map(([, name]) => name));
  expect([...new Set(read)].sort()).toEqual(['enrolment_states', 'facts_that_count', 'system.tables']);
});

it('name only figures and labels that Laurel says', async () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  createMetrics(registry);
  observeLogLag(registry, () => Promise.resolve(0), ['t']);
  const said = await registry.getMetricsAsJSON();
  const labels = new Map(
    registry
      .getMetricsAsArray()
      .map((metric) => [metric.name, z.object({ labelNames: z.array(z.string()).catch([]) }).parse(metric).labelNames]),
  );
  const names = new Set(
    said.flatMap(({ name, type }) =>
      String(type) === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
    ),
  );
  const ofPrometheus = panels.flatMap(({ name, expr }) => (expr === undefined ? [] : [{ name, expr }]));
  expect(ofPrometheus.length).toBeGreaterThan(5);
  for (const { expr } of ofPrometheus) {
    const used = [...expr.matchAll(/\b((?:laurel|process|nodejs)_\w+)/g)].map(([, name]) => name ?? '');
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((name) => !names.has(name))).toEqual([]);
    const known = new Set<unknown>(used.flatMap((name) => labels.get(name.replace(/_(bucket|sum|count)$/, '')) ?? []));
    const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list]) =>
      (list ?? '').split(',').map((one) => one.trim()),
    );
    expect(grouped.filter((label) => label !== 'le' && !known.has(label))).toEqual([]);
  }
});

it('ask the data sources that are provisioned', () => {
  const provisioned = z
    .object({ datasources: z.array(source) })
    .parse(parse(readFileSync(join(ROOT, 'infra/grafana/provisioning/datasources/laurel.yml'), 'utf8')))
    .datasources.map(({ type, uid }) => `${type} ${uid}`);
  const asked = [...panels, ...variables].map(({ datasource: { type, uid } }) => `${type} ${uid}`);
  expect([...new Set(asked)].sort()).toEqual([...provisioned].sort());
});

it('scrapes every role', () => {
  const scraped = parse(readFileSync(join(ROOT, 'infra/grafana/prometheus.yml'), 'utf8'));
  const compose = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true });
  const roles = Object.entries<{ environment?: Record<string, string> }>(compose.services).flatMap(([name, one]) =>
    one.environment?.['LAUREL_ROLES'] ? [name] : [],
  );
  expect(scraped.scrape_configs[0].dns_sd_configs[0].names).toEqual(roles);
});
