import pg from 'pg';
import { openChdbWarehouse } from '../../libs/adapters/clickhouse/dist/index.js';
import { startEmbeddedPostgres } from '../../libs/adapters/embedded-postgres/dist/index.js';
import { openDueLooks } from '../../libs/adapters/engagement-postgres/dist/index.js';
import { openEventStore } from '../../libs/adapters/event-store-postgres/dist/index.js';
import { RuleConfigured } from '../../libs/contracts/dist/index.js';
import { criteriaReader, enrolledCourses, enrolmentsOfFew } from '../../libs/criteria/read-model/dist/index.js';
import { bind, readyMadeRules } from '../../libs/engagement/domain/dist/index.js';
import { lookAtFacts } from '../../libs/engagement/feature/dist/index.js';
import {
  countedFacts,
  encodeFacts,
  criteriaFacts,
  factOf,
  factsAtAGlance,
  migrateReadModels,
} from '../../libs/insights/read-model/dist/index.js';
import { createLogger } from '../../libs/platform/dist/index.js';
import { newDataFolder, removeFolder } from '../support/server.mjs';
import { options, report } from './measure.mjs';
import { tellEnrolments } from './questions/enrolment-facts.mjs';

/**
 * Rules over many enrolments: the sweep of each ready-made rule (time passed) against the bare aggregation of the same facts,
 * and the look at one new fact (it was told about one person), which has to be the same however many there are. --scale 10
 * is a million enrolments with ten million facts.
 */
const { scale, rounds, json, looks } = options({ looks: '200' });
const enrolments = Math.round(100_000 * scale);
/** Just behind the last fact, as a sweep looks at now. */
const AT = new Date('2026-07-21T00:00:00Z');

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const timed = async (run) => {
  const started = performance.now();
  const answer = await run();
  return { ms: performance.now() - started, answer };
};

const folders = await Promise.all([newDataFolder('bench-sweep'), newDataFolder('bench-sweep-postgres')]);
const warehouse = await openChdbWarehouse(folders[0], 'laurel');
const postgres = await startEmbeddedPostgres(folders[1]);
const pool = new pg.Pool({ connectionString: postgres.url });
try {
  await migrateReadModels(warehouse);
  const facts = await tellEnrolments(warehouse, enrolments);
  for (const table of ['enrolments', 'assessment_results']) await warehouse.command(`OPTIMIZE TABLE ${table} FINAL`);
  console.log(`${enrolments.toLocaleString('en')} enrolments, ${facts.toLocaleString('en')} facts, ${rounds} rounds`);

  const criteria = criteriaReader(warehouse, criteriaFacts);
  const bare = () =>
    warehouse.rows(`
SELECT count(), max(last), sum(enrolled) FROM (
  SELECT max(occurred_at) AS last, countIf(type = 'learning.Enrolled') AS enrolled
  FROM facts GROUP BY course, run, learner, registration)`);
  const sweeps = readyMadeRules.map((definition) => {
    const rule = bind(definition, {});
    return { name: `sweep of ${rule.id}`, run: async () => (await criteria.matching(rule.criterion, {}, AT)).length };
  });
  const times = new Map();
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of [{ name: 'GROUP BY enrolment over the facts', run: bare }, ...sweeps]) {
      const { ms, answer } = await timed(run);
      if (round > 0) times.set(name, { ...times.get(name), answer, all: [...(times.get(name)?.all ?? []), ms] });
    }
  }
  const [bareMs] = [...times.values()].map(({ all }) => median(all));
  for (const [name, { all, answer }] of times) {
    const found = typeof answer === 'number' ? `, ${answer.toLocaleString('en')} match` : '';
    console.log(
      `${median(all).toFixed(0).padStart(8)} ms  ${(median(all) / bareMs).toFixed(2).padStart(6)}  ${name}${found}`,
    );
  }

  // One fact after another about people chosen by a fixed stride, each in the warehouse before it is looked at.
  const store = await openEventStore(pool, createLogger('silent'));
  const cause = { causation: 'bench', correlation: 'bench' };
  for (const { id, looks: when } of readyMadeRules) {
    if (when.includes('fact'))
      await store.append(`rule-${id}`, 0, [RuleConfigured.of({ rule: id, mode: 'live', parameters: {} })], cause);
  }
  const due = await openDueLooks(pool);
  const ports = {
    ...{ store, search: store, criteria, clock: { now: () => AT } },
    enrolledIn: enrolledCourses(warehouse, { countedFacts }),
    enrolmentsOfFew: enrolmentsOfFew(warehouse, factsAtAGlance, criteria),
    findTemplate: () => Promise.resolve(undefined),
    histories: () => {
      throw new Error('a look reads no history');
    },
  };
  const lookMs = [];
  let fired = 0;
  for (let n = 0; n < Number(looks); n++) {
    const enrolment = (n * 7919) % enrolments;
    const [learner, course] = [`learner-${Math.floor(enrolment / 3)}`, `course-${enrolment % 40}`];
    const data = { course, run: '2026', assessment: `b${n}`, attempt: 1, passed: n % 2 === 0 };
    const event = { type: 'learning.AssessmentSubmitted', version: 1, data };
    const occurredAt = new Date(AT.getTime() - 60_000);
    const place = { topic: 'bench-new', partition: 0, offset: BigInt(n), appendedAt: occurredAt };
    const fact = factOf({ source: 'bench-new', id: `n${n}`, subject: learner, occurredAt, event }, place);
    await warehouse.insert('facts', 'RowBinary', encodeFacts([fact]));
    await due.add([{ learner, course }]);
    const { ms, answer } = await timed(() => lookAtFacts(ports, due));
    lookMs.push(ms);
    fired += answer;
  }
  const onFacts = readyMadeRules.filter(({ looks: when }) => when.includes('fact')).length;
  console.log(
    `${median(lookMs).toFixed(1).padStart(8)} ms          a new fact decides ${onFacts} rules; ${fired} fired at ${looks} facts`,
  );

  const rates = Object.fromEntries([...times].map(([name, { all }]) => [name, (enrolments / median(all)) * 1000]));
  await report({
    ...{ name: 'sweep', unit: 'enrolments', rates, json },
    bars: [
      ...sweeps.map(({ name }) => ({
        what: `seconds of the ${name}`,
        ratio: median(times.get(name).all) / 1000,
        atMost: 1,
      })),
      { what: 'milliseconds in which a new fact decides its rules, median', ratio: median(lookMs), atMost: 10 },
    ],
  });
} finally {
  await pool.end();
  await postgres.stop();
  await warehouse.close();
  await Promise.all(folders.map(removeFolder));
}
process.exit();
