import { condition, type QuestionDefinition, questions } from '@laurel/contracts';

/** What was asked, a line each: what the question is about, and every field that was said. */
export const questionInWords = (name: string, body: Readonly<Record<string, unknown>>): readonly string[] => {
  const definition = questions.find((one: QuestionDefinition) => one.name === name);
  return [definition?.summary ?? name, ...Object.entries(body).flatMap(([field, value]) => linesOf(field, value))];
};

/** A list of things that each have several fields (steps, groups) is numbered, anything else is one line. */
const linesOf = (field: string, value: unknown): readonly string[] => {
  if (!Array.isArray(value) || value.length === 0 || value.every(isCondition)) return lineOf(field, value);
  return value.every(isObject)
    ? value.map((one, index) => `${wordOf(field)} ${index + 1}: ${inWords(one)}`)
    : lineOf(field, value);
};

const lineOf = (field: string, value: unknown): readonly string[] => {
  const words = inWords(value);
  return words === '' ? [] : [`${wordOf(field)}: ${words}`];
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isCondition = (value: unknown): boolean => condition.safeParse(value).success;

const inWords = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  if (!isObject(value)) return value === true ? 'yes' : value === false ? 'no' : String(value);
  const asCondition = condition.safeParse(value);
  return asCondition.success ? conditionInWords(asCondition.data) : fieldsInWords(value);
};

/** `{ days: 60 }` is "60 days"; of a name and an event only the name is needed by a reader, but both are said. */
const fieldsInWords = (value: object): string =>
  Object.entries(value)
    .map(([field, inner]: [string, unknown]) => {
      if (field === 'days' || field === 'seconds') return `${String(inner)} ${field}`;
      if (field === 'unlimited') return 'unlimited';
      if (field === 'name' || field === 'event' || field === 'where') return inWords(inner);
      const words = inWords(inner);
      return words === '' ? '' : `${wordOf(field)} ${words}`;
    })
    .filter((words) => words !== '')
    .join(', ');

const SIGNS = {
  ...{ eq: 'is', ne: 'is not', in: 'is one of', contains: 'contains' },
  ...{ lt: 'is less than', lte: 'is at most', gt: 'is more than', gte: 'is at least' },
} as const;

const conditionInWords = (one: ReturnType<typeof condition.parse>): string => {
  if (one.op === 'exists') return `${one.field} ${one.value ? 'is told' : 'is not told'}`;
  const value = one.op === 'in' ? one.value.join(', ') : String(one.value);
  return `${one.field} ${SIGNS[one.op]} ${value === '' ? '(none told)' : value}`;
};

/** restrictedMeanAt → restricted mean at */
const wordOf = (field: string): string => field.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
