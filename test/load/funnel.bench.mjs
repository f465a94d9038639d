import { openChdbWarehouse } from '../../libs/adapters/clickhouse/dist/index.js';
import { funnelQuestion, learningEvents } from '../../libs/contracts/dist/index.js';
import { askFunnel } from '../../libs/insights/feature/dist/funnel/funnel.question.js';
import { migrateReadModels } from '../../libs/insights/read-model/dist/index.js';
import { newDataFolder, removeFolder } from '../support/server.mjs';
import { windowFunnel } from './baselines/window-funnel.mjs';
import { alternate, options, report } from './measure.mjs';

/**
 * A funnel by learner as the question is asked, against `windowFunnel` over FINAL on the same table in the same run. Facts of
 * 15 types and 40 courses, 25 a learner; 2% are told twice, in inserts of their own, so that they stand in other parts.
 */
const WINDOW_DAYS = 60;
const STEPS = [4, 12];

const { scale, rounds, json } = options();
const count = Math.round(1_000_000 * scale);
const learners = Math.max(1, Math.round(count / 25));
/** Those that say something about other facts stay out. */
const types = learningEvents
  .map(({ type }) => type)
  .filter((type) => !['learning.Voided', 'learning.CourseDescribed', 'learning.PersonDescribed'].includes(type));

const facts = (where, recordedLater) => `
INSERT INTO facts (source, id, type, version, learner, course, run, registration, occurred_at, recorded_at, content_hash, data, log_topic, log_partition, log_offset)
SELECT 'bench', toString(number), [${types.map((type) => `'${type}'`).join(', ')}][sipHash64(number, 1) % ${types.length} + 1], 1,
  concat('learner-', toString(sipHash64(number, 2) % ${learners})) AS learner, concat('course-', toString(sipHash64(number, 3) % 40)), '2026', '',
  fromUnixTimestamp64Milli(toInt64(1767225600000 + sipHash64(number, 4) % ${180 * 86_400_000}), 'UTC') AS occurred_at,
  occurred_at + toIntervalSecond(${recordedLater}), sipHash128(number), '{}', 'bench', 0, number
FROM numbers(${count}) WHERE ${where}`;

const folder = await newDataFolder('bench-funnel');
const warehouse = await openChdbWarehouse(folder, 'laurel');
try {
  await migrateReadModels(warehouse);
  await warehouse.command(facts('1', 1));
  await warehouse.command(facts('number % 50 = 0', 2));
  const [{ rows }] = await warehouse.rows('SELECT count() AS rows FROM facts');
  console.log(`${count.toLocaleString('en')} facts in ${Number(rows).toLocaleString('en')} rows, ${rounds} rounds`);
  const asking = {
    asker: { id: 'bench', scopes: new Set(['ask']), sees: 'everyone' },
    now: new Date('2027-01-01'),
    limits: {},
  };

  const timed = async (work) => {
    const started = performance.now();
    const first = await work();
    return { count, seconds: (performance.now() - started) / 1000, first };
  };
  const product = (steps) => async () => {
    const question = funnelQuestion.parse({ steps: steps.map((event) => ({ event })), window: { days: WINDOW_DAYS } });
    return timed(async () => (await askFunnel(warehouse, question, asking)).steps.map(({ reached }) => reached));
  };
  const bare = (steps) => async () =>
    timed(async () => {
      const levels = await warehouse.rows(windowFunnel('facts', steps, WINDOW_DAYS * 86_400_000));
      return steps.map((_, step) =>
        levels.reduce((sum, { level, learners }) => sum + (Number(level) > step ? Number(learners) : 0), 0),
      );
    });

  const named = Object.fromEntries(
    STEPS.flatMap((length) => {
      const steps = types.slice(0, length);
      return [
        [`windowFunnel over FINAL, ${length} steps`, bare(steps)],
        [`Laurel's funnel, ${length} steps`, product(steps)],
      ];
    }),
  );
  // Both warm, and both of one mind, before anything is measured.
  for (const length of STEPS) {
    const [ours, theirs] = [await product(types.slice(0, length))(), await bare(types.slice(0, length))()];
    if (String(ours.first) !== String(theirs.first))
      throw new Error(`${length} steps: ${ours.first} against ${theirs.first}`);
  }
  const rates = await alternate(rounds, named);
  const bars = STEPS.map((length) => {
    const times = rates[`windowFunnel over FINAL, ${length} steps`] / rates[`Laurel's funnel, ${length} steps`];
    return { what: `time of ${length} steps against windowFunnel over FINAL`, ratio: times, atMost: 1.3 };
  });
  await report({ name: 'funnel', unit: 'facts', rates, bars, json });
} finally {
  await warehouse.close();
  await removeFolder(folder);
}
process.exit();
