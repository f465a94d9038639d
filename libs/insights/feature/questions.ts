import { courseOverview, courseOverviewFacts, funnel, retention } from '@laurel/contracts';
import { answering, type Answering } from './answering.ts';
import { askCourseOverviewFacts } from './course-overview/course-overview-facts.question.ts';
import { askCourseOverview } from './course-overview/course-overview.question.ts';
import { askFunnel } from './funnel/funnel.question.ts';
import { askRetention } from './retention/retention.question.ts';

/** Every question that is answered: one folder and one line each. */
const all: readonly Answering[] = [
  answering(courseOverview, askCourseOverview, ({ rows }) => rows),
  answering(courseOverviewFacts, askCourseOverviewFacts, ({ facts }) => facts),
  answering(funnel, askFunnel, ({ steps }) => steps),
  answering(retention, askRetention, ({ rows }) =>
    rows.flatMap(({ entryWeek, entered, cells }) => cells.map((cell) => ({ entryWeek, entered, ...cell }))),
  ),
];

export const answeringOf: ReadonlyMap<string, Answering> = new Map(all.map((one) => [one.name, one]));
