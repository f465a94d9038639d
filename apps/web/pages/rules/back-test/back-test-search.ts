import { type Schemas } from '../../../api.ts';
import { bare, instantIn, positiveIn, type Search, textIn } from '../../../search.ts';
import { type Rule } from '../rule-queries.ts';

/** The address of a back-test: where, when, who counts as having left, what is swept, and by which groups. */
export const backTestSearch = (search: Search) =>
  bare({
    course: textIn(search, 'course'),
    run: textIn(search, 'run'),
    from: instantIn(search, 'from'),
    to: instantIn(search, 'to'),
    asOf: instantIn(search, 'asOf'),
    lapseAfter: positiveIn(search, 'lapseAfter'),
    sweep: textIn(search, 'sweep'),
    values: textIn(search, 'values'),
    by: textIn(search, 'by'),
  });
export type BackTestSearch = ReturnType<typeof backTestSearch>;

export type BackTestQuestion = Schemas['BackTestRuleRequest'];
export type Parameter = Rule['parameters'][number];

/** What can be swept: numbers. */
export const sweepable = ({ parameters }: Rule): readonly Parameter[] =>
  parameters.filter(({ kind }) => kind !== 'text');

/** Half, the value itself, half as much again and twice, within what is allowed. */
export const valuesAround = ({ value, minimum = 0, maximum = Infinity, kind }: Parameter): readonly number[] => {
  if (typeof value !== 'number') return [];
  const around = [0.5, 1, 1.5, 2].map((factor) => (kind === 'days' ? Math.round(value * factor) : value * factor));
  const allowed = around.map((one) => Number(Math.min(maximum, Math.max(minimum, one)).toFixed(4)));
  return [...new Set(allowed)];
};

/** The form always says what is swept, if only `none`: an address without it asks nothing yet. */
export const isAsked = ({ sweep }: BackTestSearch): boolean => sweep !== undefined;

export const questionOf = (search: BackTestSearch, rule: Rule): BackTestQuestion => {
  const { course, run, from, to, asOf, lapseAfter, by } = search;
  return {
    ...bare({ course, run, from, to, asOf }),
    ...(lapseAfter === undefined ? {} : { lapseAfter: { days: lapseAfter } }),
    ...(by === undefined ? {} : { by: by.split(',').map((one) => one.trim()) }),
    ...sweepOf(search, rule),
  };
};

const sweepOf = ({ sweep, values }: BackTestSearch, rule: Rule): Pick<BackTestQuestion, 'sweep'> => {
  const parameter = sweepable(rule).find(({ name }) => name === sweep);
  if (!parameter) return {};
  const asked = values === undefined ? valuesAround(parameter) : numbersIn(values);
  return asked.length === 0 ? {} : { sweep: { parameter: parameter.name, values: [...asked] } };
};

/** "7, 14, 21" */
export const numbersIn = (text: string): readonly number[] =>
  text
    .split(/[\s,;]+/)
    .filter((one) => one !== '')
    .map(Number)
    .filter(Number.isFinite);
