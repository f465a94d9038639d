import { type Condition } from '@laurel/contracts';

/** The conditions that narrow a question to one course, or one run of it. */
export const inPlace = ({ course, run }: { readonly course?: string; readonly run?: string }): Condition[] => [
  ...(course === undefined ? [] : [{ field: 'course', op: 'eq' as const, value: course }]),
  ...(run === undefined ? [] : [{ field: 'run', op: 'eq' as const, value: run }]),
];
