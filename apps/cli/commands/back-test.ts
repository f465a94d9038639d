import {
  type BackTestAnswer,
  backTestAnswer,
  backTestDraft,
  type BackTestFiguresView,
  backTestRule,
  type RateFigure,
} from '@laurel/contracts';
import { DONE, type ExitCode, WrongUse } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask } from '../server.ts';
import { questionFrom } from './operation.ts';
import { valueOf, valuesOf } from './rule-definitions.ts';

export interface BackTestOptions {
  readonly set?: readonly string[];
  readonly course?: string;
  readonly run?: string;
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly lapseAfter?: string;
  readonly sweep?: string;
  readonly by?: readonly string[];
}

/** What a rule would have been worth; `rule` is an id, or a file (or - for standard input) with a rule that is not saved. */
export const backTest = async (
  what: { readonly rule: string; readonly options: BackTestOptions },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const { rule, options } = what;
  const { set = [], lapseAfter, sweep, by = [], ...when } = options;
  const json = {
    ...when,
    by,
    parameters: valuesOf(set),
    ...(lapseAfter === undefined ? {} : { lapseAfter: { days: Number(lapseAfter) } }),
    ...(sweep === undefined ? {} : { sweep: sweepOf(sweep) }),
  };
  const answer =
    rule === '-' || rule.endsWith('.json')
      ? await ask(access, backTestDraft, backTestAnswer, { json: { ...json, definition: await questionFrom(rule) } })
      : await ask(access, backTestRule, backTestAnswer, { params: { id: rule }, json });
  output.answer(answer, inWords(answer));
  return DONE;
};

/** `days=7,14,21`. */
const sweepOf = (text: string): { parameter: string; values: readonly (string | number | null)[] } => {
  const [parameter = '', values] = text.split('=');
  if (values === undefined) throw new WrongUse(`${text} is not of the form parameter=value,value`);
  return { parameter, values: values.split(',').map(valueOf) };
};

const inWords = ({ rule, figures, leftOut, sweep, fairness, meta }: BackTestAnswer): string =>
  [
    rule.sentence,
    '',
    ...figures.inWords,
    '',
    table(
      ['', 'value', '95% from', 'to', 'of'],
      [
        ['precision: flagged who left', ...cells(figures.precision)],
        ['  by lot on the same days', digits(figures.atRandom.precision)],
        ['recall: of those who left', ...cells(figures.recall)],
        ['  by lot', digits(figures.atRandom.recall)],
        ['base rate', ...cells(figures.baseRate)],
      ],
    ),
    `lift ${digits(figures.lift)}; lead time in days: ${leadOf(figures)}`,
    `${figures.enrolments} looked at: ${figures.left} left, ${figures.stayed} stayed, ${figures.open} still open; ` +
      `left out: ${leftOut.neverLookedAt} never in at a look, ${leftOut.timeNotKnown} left at a time not known; ` +
      `${figures.flaggedTooLate} flagged too late`,
    ...(sweep.length === 0 ? [] : ['', sweepTable(sweep)]),
    ...fairness.flatMap(({ by, groups }) => ['', groupTable(by, groups)]),
    '',
    `as of ${meta.asOf}, ${meta.factsRead} facts, ${meta.tookMs} ms`,
  ].join('\n');

const digits = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
const cells = ({ rate, lower, upper, count, of }: RateFigure): readonly string[] => [
  ...[digits(rate), digits(lower), digits(upper)],
  `${count} of ${of}`,
];
const leadOf = ({ leadTime }: BackTestFiguresView): string =>
  leadTime === null ? 'of nobody' : `median ${leadTime.median}, quartiles ${leadTime.lower} and ${leadTime.upper}`;

const sweepTable = (sweep: BackTestAnswer['sweep']): string =>
  table(
    ['value', 'flagged', 'precision', 'by lot', 'recall', 'lift', 'lead time'],
    sweep.map(({ value, figures }) => [
      ...[value ?? 'any', figures.flagged, digits(figures.precision.rate), digits(figures.atRandom.precision)],
      ...[digits(figures.recall.rate), digits(figures.lift), figures.leadTime?.median ?? '-'],
    ]),
  );

const groupTable = (by: string, groups: BackTestAnswer['fairness'][number]['groups']): string =>
  table(
    [by, 'enrolments', 'flagged', 'precision', 'base rate'],
    groups.map(({ value, hidden, enrolments, flagRate, precision, baseRate }) =>
      hidden
        ? [value ?? '(not known)', 'too few to show']
        : [
            ...[value ?? '(not known)', enrolments],
            ...[flagRate, precision, baseRate].map((one) => digits(one?.rate ?? null)),
          ],
    ),
  );
