import { courseOverviewQuestion } from '../../../libs/contracts/dist/index.js';
import { askCourseOverview } from '../../../libs/insights/feature/dist/course-overview/course-overview.question.js';

/** All courses at once, against the bare aggregation: the facts by enrolment. */
export const courseOverview = (warehouse, asking) => ({
  bare: {
    name: 'GROUP BY enrolment over the facts',
    run: () =>
      warehouse.rows(`
SELECT count(), max(last), sum(enrolled) FROM (
  SELECT max(occurred_at) AS last, countIf(type = 'learning.Enrolled') AS enrolled
  FROM facts GROUP BY course, run, learner, registration)`),
  },
  ours: {
    name: 'course-overview',
    run: () => askCourseOverview(warehouse, courseOverviewQuestion.parse({}), asking),
  },
  atMost: 1.5,
});
