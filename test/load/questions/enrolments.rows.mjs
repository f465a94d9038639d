import { atRiskQuestion, courseOverviewQuestion, dropoutCurveQuestion } from '../../../libs/contracts/dist/index.js';
import { askAtRisk } from '../../../libs/insights/feature/dist/at-risk/at-risk.question.js';
import { askCourseOverview } from '../../../libs/insights/feature/dist/course-overview/course-overview.question.js';
import { askDropoutCurve } from '../../../libs/insights/feature/dist/dropout-curve/dropout-curve.question.js';

const GROUPS = 5;
const BY_ENROLMENT = 'GROUP BY enrolment over the facts';
const BY_DAY = 'GROUP BY group and day';

const byEnrolment = `
SELECT count(), max(last), sum(enrolled) FROM (
  SELECT max(occurred_at) AS last, countIf(type = 'learning.Enrolled') AS enrolled
  FROM facts GROUP BY course, run, learner, registration)`;

const byDay = `
SELECT attributes.2[indexOf(attributes.1, 'level')] AS value,
  intDiv(last_active, 86400000) - intDiv(arrayMin(enrolled_dated), 86400000) AS day, count() AS enrolments
FROM enrolments GROUP BY value, day`;

/** What is asked about all enrolments at once, against the least that an engine could do for it. */
export const enrolmentRows = ({ warehouse, asking }) => {
  const overview = courseOverviewQuestion.parse({});
  const risk = atRiskQuestion.parse({});
  const curve = dropoutCurveQuestion.parse({ groupBy: 'enrolment.level', until: { days: 180 } });
  return [
    { name: BY_ENROLMENT, ask: () => warehouse.rows(byEnrolment) },
    {
      name: 'course-overview over everything',
      ask: () => askCourseOverview(warehouse, overview, asking),
      ...{ against: BY_ENROLMENT, atMost: 1.5 },
    },
    {
      name: 'at-risk over everything',
      ask: () => askAtRisk(warehouse, risk, asking),
      ...{ against: BY_ENROLMENT, atMost: 1.5 },
    },
    { name: BY_DAY, ask: () => warehouse.rows(byDay) },
    {
      name: 'dropout-curve with log-rank by 5 groups',
      ask: async () => {
        const { groups, logRank } = await askDropoutCurve(warehouse, curve, asking);
        if (groups.length !== GROUPS || logRank?.degreesOfFreedom !== GROUPS - 1) throw new Error('not five groups');
      },
      ...{ against: BY_DAY, atMost: 3, atMostMs: 300 },
    },
  ];
};
