import { openChdbWarehouse } from '../../libs/adapters/clickhouse/dist/index.js';
import { criteriaReader } from '../../libs/criteria/read-model/dist/index.js';
import { bind, readyMadeRules } from '../../libs/engagement/domain/dist/index.js';
import { criteriaFacts, migrateReadModels } from '../../libs/insights/read-model/dist/index.js';
import { newDataFolder, removeFolder } from '../support/server.mjs';
import { alternate, options, report } from './measure.mjs';
import { tellEnrolments } from './questions/enrolment-facts.mjs';

/** One look of a rule at everybody, against the bare aggregation of the same facts; --scale 10 is a million enrolments. */
const { scale, rounds, json } = options();
const enrolments = Math.round(100_000 * scale);
const AT = new Date('2026-07-15T00:00:00Z');
const SECONDS_ALLOWED = 1e-6; // per enrolment: a second for a million

const BARE = `
SELECT count(), max(last), sum(enrolled) FROM (
  SELECT max(occurred_at) AS last, countIf(type = 'learning.Enrolled') AS enrolled
  FROM facts WHERE occurred_at <= fromUnixTimestamp64Milli({asOf:Int64}) GROUP BY course, run, learner, registration)`;

const folder = await newDataFolder('bench-sweep');
const warehouse = await openChdbWarehouse(folder, 'laurel');
try {
  await migrateReadModels(warehouse);
  const facts = await tellEnrolments(warehouse, enrolments);
  // As ten minutes of rest leave them (min_age_to_force_merge_seconds); the facts stay in the parts they came in.
  for (const table of ['enrolments', 'assessment_results']) await warehouse.command(`OPTIMIZE TABLE ${table} FINAL`);
  console.log(`${enrolments.toLocaleString('en')} enrolments, ${facts.toLocaleString('en')} facts, ${rounds} rounds`);
  const reader = criteriaReader(warehouse, criteriaFacts);
  const found = new Map();
  const sweeps = readyMadeRules.map((definition) => {
    const { id, criterion, where } = bind(definition, {});
    return [`sweep ${id}`, async () => void found.set(id, (await reader.matching(criterion, where, AT)).length)];
  });
  const people = { about: 'learner', criterion: PEOPLE() };
  const candidates = [
    ['bare GROUP BY over the facts', () => warehouse.rows(BARE, { asOf: AT.getTime() })],
    ...sweeps,
    ['size of a segment of people', async () => void found.set('people', (await reader.size(people, AT)).learners)],
  ];
  const timed = (run) => async () => {
    const started = performance.now();
    await run();
    return { count: enrolments, seconds: (performance.now() - started) / 1000 };
  };
  for (const [, run] of candidates) await run();
  const rates = await alternate(rounds, Object.fromEntries(candidates.map(([name, run]) => [name, timed(run)])));
  for (const [name] of candidates) console.log(`${((enrolments / rates[name]) * 1000).toFixed(0).padStart(8)} ms  ${name}`);
  console.log([...found].map(([id, count]) => `${id}: ${count.toLocaleString('en')} found`).join(', '));
  const bars = sweeps.map(([name]) => ({
    what: `seconds of ${name} for a million enrolments`,
    ratio: 1 / rates[name] / SECONDS_ALLOWED,
    atMost: 1,
  }));
  await report({ name: 'sweep', unit: 'enrolments', rates, bars, json });
} finally {
  await warehouse.close();
  await removeFolder(folder);
}
process.exit();

/** Who has more than one enrolment and did not come for a month. */
function PEOPLE() {
  const events = [{ event: 'learning.ContentViewed' }];
  return {
    is: 'and',
    all: [
      { is: 'count', events: [{ event: 'learning.Enrolled' }], called: 'enrolments', atLeast: 2 },
      { is: 'notPerformed', events, called: 'content', within: { days: 30 } },
    ],
  };
}
