/**
 * Facts of so many enrolments, ten each, in 40 courses: an Enrolled with attributes (one of them of five values), for a third a
 * withdrawal, for a third a completion, activity of nine kinds (a fifth of the submissions not passed); over 200 days. 2% are told twice, in inserts of their own.
 */
const ACTIVITY = [
  ...['CourseStarted', 'Progressed', 'ContentViewed', 'ContentViewed', 'ContentViewed', 'AssessmentSubmitted'],
  ...['Attended', 'TimeReported', 'ActivityPerformed'],
];
const FACTS_EACH = 10;
const START = Date.parse('2026-01-01T00:00:00Z');
const DAY_MS = 86_400_000;

/** Two enrolments of one learner are in different courses. */
const rows = (enrolments, where, told) => `
INSERT INTO facts (source, id, type, version, learner, course, run, registration, occurred_at, recorded_at, content_hash, data, log_topic, log_partition, log_offset)
WITH number % ${enrolments} AS enrolment, intDiv(number, ${enrolments}) AS nth, sipHash64(enrolment, 9) % 3 AS fate
SELECT 'bench', toString(number),
  concat('learning.', multiIf(nth = 0, 'Enrolled', nth = 1 AND fate = 0, 'Withdrawn', nth = 2 AND fate = 1, 'CourseCompleted',
    [${ACTIVITY.map((type) => `'${type}'`).join(', ')}][sipHash64(number, 1) % ${ACTIVITY.length} + 1])) AS type, 1,
  concat('learner-', toString(intDiv(enrolment, 3))), concat('course-', toString(enrolment % 40)) AS course, '2026', '',
  fromUnixTimestamp64Milli(toInt64(${START} + if(nth = 0, sipHash64(number, 4) % ${20 * DAY_MS},
    ${20 * DAY_MS} + sipHash64(number, 4) % ${180 * DAY_MS})), 'UTC') AS occurred_at,
  occurred_at + toIntervalSecond(${told}), sipHash128(number),
  multiIf(
    nth = 0, concat('{"attributes":{"age":"', toString(sipHash64(enrolment, 6) % 60), '","level":', toString(sipHash64(enrolment, 7) % 5),
      ',"region":"', toString(sipHash64(enrolment, 8) % 13), '"},"course":"', course, '","run":"2026"}'),
    type = 'learning.AssessmentSubmitted', concat('{"assessment":"a', toString(nth), '","attempt":1,"course":"', course,
      '","passed":', if(number % 5 = 0, 'false', 'true'), ',"run":"2026","score":{"max":100,"raw":', toString(sipHash64(number, 3) % 101), '}}'),
    concat('{"course":"', course, '","run":"2026"}')),
  'bench', 0, number
FROM numbers(${enrolments * FACTS_EACH}) WHERE ${where}`;

/** A tenth as many enrolments as facts. */
export const tellEnrolments = async (warehouse, { count }) => {
  const enrolments = Math.round(count / FACTS_EACH);
  await warehouse.command(rows(enrolments, '1', 1));
  await warehouse.command(rows(enrolments, 'number % 50 = 0', 2));
  // As ten minutes of rest leave them (min_age_to_force_merge_seconds); the facts stay in the parts they came in.
  for (const table of ['enrolments', 'assessment_results']) await warehouse.command(`OPTIMIZE TABLE ${table} FINAL`);
};
