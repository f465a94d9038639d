import { decisionEvents, learningEvents } from '../../../libs/contracts/dist/index.js';

const COURSES = 40;
const KINDS = 20;
const TEAMS = 2_000;
const FACTS_A_LEARNER = 25;
const DAYS = 180;
const AT_ONCE = 1_000_000;

/** Those that say something about other facts, people or courses stay out. */
const ABOUT_OTHERS = ['learning.Voided', 'learning.CourseDescribed', 'learning.PersonDescribed'];
const kinds = [...learningEvents, ...decisionEvents]
  .map(({ type }) => type)
  .filter((type) => !ABOUT_OTHERS.includes(type))
  .slice(0, KINDS);

const COLUMNS =
  'source, id, type, version, learner, course, run, registration, occurred_at, recorded_at, content_hash, data, log_topic, log_partition, log_offset';

const happenings = (learners, from, to, { where, recordedLater }) => `
INSERT INTO facts (${COLUMNS})
SELECT 'bench', toString(number), [${kinds.map((kind) => `'${kind}'`).join(', ')}][sipHash64(number, 1) % ${kinds.length} + 1], 1,
  concat('learner-', toString(sipHash64(number, 2) % ${learners})), concat('course-', toString(sipHash64(number, 3) % ${COURSES})) AS place, '2026', '',
  fromUnixTimestamp64Milli(toInt64(1767225600000 + sipHash64(number, 4) % ${DAYS * 86_400_000}), 'UTC') AS at,
  at + toIntervalSecond(${recordedLater}), sipHash128(number), concat('{"course":"', place, '","run":"2026"}'), 'bench', 0, number
FROM numbers(${from}, ${to - from}) WHERE ${where}`;

const people = (learners) => `
INSERT INTO facts (${COLUMNS})
SELECT 'bench', concat('person-', toString(number)), 'learning.PersonDescribed', 1, concat('learner-', toString(number)), '', '', '',
  toDateTime64('2025-12-01', 3, 'UTC') AS at, at, sipHash128('person', number),
  concat('{"attributes":{"role":"consultant","team":"team-', toString(sipHash64(number, 5) % ${TEAMS}), '"}}'), 'bench', 0, number
FROM numbers(${learners})`;

/** What is told, and of what there is something: somebody's course is not known before it is told. */
export const toldOf = (count) => {
  if (!(count >= 1_000)) throw new Error('--facts is a number of at least 1000');
  const learners = Math.round(count / FACTS_A_LEARNER);
  return { count, learners, kinds, course: 'course-7', team: 'team-7', learner: 'learner-7' };
};

/** Tells so many facts, and who everybody is. */
export const tellFacts = async (warehouse, { count, learners }) => {
  for (const again of [
    { where: '1', recordedLater: 1 },
    { where: 'number % 50 = 0', recordedLater: 2 },
  ])
    for (let from = 0; from < count; from += AT_ONCE)
      await warehouse.command(happenings(learners, from, Math.min(from + AT_ONCE, count), again));
  await warehouse.command(people(learners));
};
