import { courseOverview, dropoutCurve, dropoutFactors, funnel } from '@laurel/contracts';
import { answering, type Answering } from './answering.ts';
import { askCourseOverview } from './course-overview/course-overview.question.ts';
import { askDropoutCurve, dropoutCurveTable } from './dropout-curve/dropout-curve.question.ts';
import { dropoutFactorsTable } from './dropout-factors/factor-figures.ts';
import { askDropoutFactors } from './dropout-factors/dropout-factors.question.ts';
import { askFunnel } from './funnel/funnel.question.ts';

/** Every question that is answered: one folder and one line each. */
const all: readonly Answering[] = [
  answering(courseOverview, askCourseOverview, ({ rows }) => rows),
  answering(funnel, askFunnel, ({ steps }) => steps),
  answering(dropoutCurve, askDropoutCurve, dropoutCurveTable),
  answering(dropoutFactors, askDropoutFactors, dropoutFactorsTable),
];

export const answeringOf: ReadonlyMap<string, Answering> = new Map(all.map((one) => [one.name, one]));
