/** What an event says of itself, in a line; its data as they were told stand beside it. */
type Told = Readonly<Record<string, unknown>>;

const words: readonly ((data: Told) => string | undefined)[] = [
  ({ module }) => text(module, (name) => `module ${name}`),
  ({ share }) => (typeof share === 'number' ? `${Math.round(share * 100)}% done` : undefined),
  ({ content }) => text(content, (name) => name),
  ({ assessment }) => text(assessment, (name) => name),
  ({ attempt }) => (typeof attempt === 'number' ? `attempt ${attempt}` : undefined),
  ({ score }) => scoreInWords(score),
  ({ passed }) => (typeof passed === 'boolean' ? (passed ? 'passed' : 'not passed') : undefined),
  ({ result }) => text(result, (name) => `result: ${name}`),
  ({ reason }) => text(reason, (name) => `reason: ${name}`),
  ({ rating, scale }) => (typeof rating === 'number' ? `rating ${rating}${of(scale)}` : undefined),
  ({ kind }) => text(kind, (name) => name),
  ({ rule }) => text(rule, (name) => `rule ${name}`),
  ({ template, rule }) => (rule === undefined ? text(template, (name) => name) : undefined),
];

export const toldInWords = (data: Told): string => words.flatMap((say) => say(data) ?? []).join(' · ');

const text = (value: unknown, say: (name: string) => string): string | undefined =>
  typeof value === 'string' && value !== '' ? say(value) : undefined;

const of = (most: unknown): string => (typeof most === 'number' ? ` of ${most}` : '');

const scoreInWords = (score: unknown): string | undefined => {
  if (typeof score !== 'object' || score === null || !('raw' in score) || typeof score.raw !== 'number')
    return undefined;
  return `${score.raw}${of('max' in score ? score.max : undefined)} points`;
};
