import { openChdbWarehouse } from '../../libs/adapters/clickhouse/dist/index.js';
import { migrateReadModels } from '../../libs/insights/read-model/dist/index.js';
import { newDataFolder, removeFolder } from '../support/server.mjs';
import { alternate, options, report } from './measure.mjs';
import { atRisk } from './questions/at-risk.mjs';
import { courseOverview } from './questions/course-overview.mjs';
import { dropoutCurve } from './questions/dropout-curve.mjs';
import { tellEnrolments } from './questions/enrolment-facts.mjs';

/** The questions about enrolments, each against the least that an engine could do for it; --scale 10 is a million enrolments. */
const { scale, rounds, json } = options();
const enrolments = Math.round(100_000 * scale);

const folder = await newDataFolder('bench-enrolments');
const warehouse = await openChdbWarehouse(folder, 'laurel');
try {
  await migrateReadModels(warehouse);
  const facts = await tellEnrolments(warehouse, enrolments);
  // As ten minutes of rest leave them (min_age_to_force_merge_seconds); the facts stay in the parts they came in.
  for (const table of ['enrolments', 'assessment_results']) await warehouse.command(`OPTIMIZE TABLE ${table} FINAL`);
  console.log(`${enrolments.toLocaleString('en')} enrolments, ${facts.toLocaleString('en')} facts, ${rounds} rounds`);
  const asking = {
    asker: { id: 'bench', scopes: new Set(['ask']), sees: 'everyone' },
    now: new Date('2027-01-01'),
    limits: {},
  };
  const pairs = [courseOverview, dropoutCurve, atRisk].map((pair) => pair(warehouse, asking));
  const timed = (run) => async () => {
    const started = performance.now();
    await run();
    return { count: enrolments, seconds: (performance.now() - started) / 1000 };
  };
  const all = [...new Map(pairs.flatMap(({ bare, ours }) => [bare, ours]).map((one) => [one.name, one])).values()];
  for (const { run } of all) await run();
  const rates = await alternate(rounds, Object.fromEntries(all.map(({ name, run }) => [name, timed(run)])));
  for (const { name } of all) console.log(`${((enrolments / rates[name]) * 1000).toFixed(0).padStart(8)} ms  ${name}`);
  const bars = pairs.map(({ bare, ours, atMost }) => ({
    what: `time of ${ours.name} against ${bare.name}`,
    ratio: rates[bare.name] / rates[ours.name],
    atMost,
  }));
  await report({ name: 'enrolments', unit: 'enrolments', rates, bars, json });
} finally {
  await warehouse.close();
  await removeFolder(folder);
}
process.exit();
