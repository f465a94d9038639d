import { type RuleDefinition, type RuleParameter } from '@laurel/contracts';

export const daysParameter = (name: string, label: string, usual: number): RuleParameter => ({
  ...{ name, label, kind: 'days', default: usual, minimum: 1, maximum: 36_500 },
});

/** Nobody is written to about what happened long ago, the day on which a rule is switched on. */
export const occasionNotOlderThan = (usual: number): RuleParameter =>
  daysParameter('occasionNotOlderThan', 'Look no further back than (days)', usual);

/** To what every ready-made rule can be limited. */
export const courseAndRun: readonly RuleParameter[] = [
  { name: 'course', label: 'Only this course', kind: 'text', default: null },
  { name: 'run', label: 'Only this run', kind: 'text', default: null },
];
export const ofCourseAndRun: RuleDefinition['where'] = { course: { parameter: 'course' }, run: { parameter: 'run' } };
