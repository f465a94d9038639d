import { courseOverview, dropoutCurve, funnel } from '@laurel/contracts';
import { answering, type Answering } from './answering.ts';
import { askCourseOverview } from './course-overview/course-overview.question.ts';
import { askDropoutCurve, dropoutCurveTable } from './dropout-curve/dropout-curve.question.ts';
import { askFunnel } from './funnel/funnel.question.ts';

/** Every question that is answered: one folder and one line each. */
const all: readonly Answering[] = [
  answering(courseOverview, askCourseOverview, ({ rows }) => rows),
  answering(funnel, askFunnel, ({ steps }) => steps),
  answering(dropoutCurve, askDropoutCurve, dropoutCurveTable),
];

export const answeringOf: ReadonlyMap<string, Answering> = new Map(all.map((one) => [one.name, one]));
