import { z } from 'zod';

/** An object that names what may stand there when something else does. */
const strict = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `no such setting: ${issue.keys.join(', ')}; here may stand ${Object.keys(shape).join(', ')}`
        : issue.code === 'invalid_type'
          ? `must be settings (${Object.keys(shape).join(', ')})`
          : undefined,
  });

const need = (what: string) => (issue: { input?: unknown }) =>
  issue.input === undefined ? `is missing: ${what}` : `must be ${what}`;

const word = z.string({ error: need('text') }).min(1, 'must not be empty');
const words = z.array(word, { error: need('a list of texts') }).min(1, 'must name at least one');

/** A value: text with {columns}, a number, true or false, a list, nested data, or one $operator. Compiled apart. */
export const value = z.json({
  error: need('a value: text with {columns}, a number, true, false, a list, data or a $operator'),
});
export type ValueSpec = z.infer<typeof value>;

const some = z.union([z.string(), z.number(), z.boolean()], { error: need('text, a number, true or false') });
const options = z.array(some, { error: need('a list of texts') }).min(1, 'must name at least one');

export const condition = strict({
  present: value.optional(),
  missing: value.optional(),
  value: value.optional(),
  in: options.optional(),
  notIn: options.optional(),
}).refine((one) => SHAPES.has(Object.keys(one).sort().join(' ')), {
  error: 'a condition is one of: present; missing; value with in; value with notIn',
});
export type ConditionSpec = z.infer<typeof condition>;
const SHAPES = new Set(['present', 'missing', 'in value', 'notIn value']);
const when = z.array(condition, { error: need('a list of conditions') });

/** The results of a value map may be any constant. */
const valueMap = z.record(z.string(), some, { error: need('a map from text to text, number, true or false') });

/** What each operator takes; the key with the $ names it. */
export const operators = {
  $number: strict({ $number: value }),
  $map: strict({
    $map: value,
    to: z.union([word, valueMap], { error: need('the name of one of `values`, or a map') }),
    otherwise: value.optional(),
  }),
  $time: strict({
    $time: value,
    plusDays: value.optional(),
    format: word.optional(),
    unit: z.enum(['seconds', 'milliseconds'], { error: need('seconds or milliseconds') }).optional(),
  }),
  $first: strict({ $first: z.array(value, { error: need('a list of values') }).min(1, 'must name at least one') }),
  $value: strict({ $value: value, when }),
  $atLeast: strict({ $atLeast: value, limit: z.number({ error: need('a number') }) }),
  $sum: strict({ $sum: value }),
  $count: strict({ $count: z.literal('rows', { error: need('the word rows') }) }),
  $all: strict({ $all: value }),
};

const join = strict({
  file: word,
  on: z.union([words, z.record(z.string(), value)], {
    error: need('the columns that both have, or a map from their column to our value'),
  }),
});

const event = strict({
  type: word,
  when: when.optional(),
  key: z.array(value, { error: need('a list of values') }).min(1, 'must name what tells two such events apart'),
  subject: value,
  time: value,
  recordedAt: value.optional(),
  data: z.record(z.string(), value, { error: need('the data of the event') }),
});
export type EventSpec = z.infer<typeof event>;

const file = strict({
  match: z.union([word, words], { error: need('a pattern of file names, or a list of them') }),
  optional: z.boolean({ error: need('true or false') }).optional(),
  delimiter: z
    .string({ error: need('one character') })
    .length(1, 'must be one character')
    .optional(),
  encoding: z.enum(['utf-8', 'latin1', 'utf-16le'], { error: need('utf-8, latin1 or utf-16le') }).optional(),
  missing: z.array(z.string(), { error: need('a list of texts') }).optional(),
  join: z.record(word, join, { error: need('a map of joins') }).optional(),
  let: z.record(word, value, { error: need('a map of values') }).optional(),
  groupBy: words.optional(),
  events: z.array(event, { error: need('a list of events') }).optional(),
});
export type FileSpec = z.infer<typeof file>;

export const mappingSchema = strict({
  source: word.max(512),
  recordedAt: value.default('now'),
  missing: z.array(z.string(), { error: need('a list of texts') }).default(['']),
  values: z.record(word, valueMap, { error: need('a map of value maps') }).default({}),
  files: z.record(word, file, { error: need('the files by name') }).refine((all) => Object.keys(all).length > 0, {
    error: 'must name at least one file',
  }),
});
export type MappingSpec = z.infer<typeof mappingSchema>;
