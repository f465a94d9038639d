import { Problematic } from '@laurel/platform';

/** What one query of a question may take of the engine. */
export interface QuestionLimits {
  readonly seconds: number;
  readonly memoryBytes: number;
}

const ASK_FOR_LESS = 'one course or run in "where", a shorter "entered", fewer steps, or no condition on attributes';
const MIB = 2 ** 20;

/** The engine ended the query at one of its limits: 503 with what to narrow. Undefined for every other error. */
export const refusalOf = (error: unknown, { seconds, memoryBytes }: QuestionLimits): Problematic | undefined => {
  const limit = limitOf(error);
  if (limit === undefined) return undefined;
  const took = limit === 'time' ? `longer than ${seconds} seconds` : `more than ${memoryBytes / MIB} MiB of memory`;
  return new Problematic(503, 'question.too-heavy', `The answer took ${took}. Ask for less: ${ASK_FOR_LESS}`);
};

/** The engine's codes 159 TIMEOUT_EXCEEDED and 241 MEMORY_LIMIT_EXCEEDED, as both of its clients say them. */
const limitOf = (error: unknown): 'time' | 'memory' | undefined => {
  if (!(error instanceof Error)) return undefined;
  const said = `${error.message} ${'type' in error ? String(error.type) : ''}`;
  if (/TIMEOUT_EXCEEDED|Code: 159\b/.test(said)) return 'time';
  return /MEMORY_LIMIT_EXCEEDED|Code: 241\b/.test(said) ? 'memory' : undefined;
};
