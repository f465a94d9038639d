import { type CoursePathFactsQuestion, type CoursePathFigure } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { ALL_OF_IT, ENROLS, factsNamedIn, factsOfThese } from '../enrolments/facts-of-enrolments.ts';
import { askFactsBehind, type AskingAsOf, type Behind } from '../facts-behind.ts';
import {
  answersToItems,
  externalViews,
  moduleFigures,
  openAgainstPace,
  type PaceQuery,
  thingsAfter,
} from './course-path.query.ts';
import { DEFINITION, pathQueryOf, timesOfCompleters } from './course-path.question.ts';
import { enrolmentPaths } from './enrolment-paths.query.ts';

const behind = async (warehouse: Warehouse, question: CoursePathFactsQuestion, asking: AskingAsOf): Promise<Behind> => {
  const path = await pathQueryOf(warehouse, question, asking);
  const { figure } = question;
  const figures = figure.startsWith('pace.') ? await moduleFigures(warehouse, path, asking.limits) : [];
  const query: PaceQuery = { ...path, times: timesOfCompleters(path, figures) };
  const rows = (parameters: Parameters): string => {
    const { from, where } = counting(question, query, parameters);
    return `(SELECT * FROM ${from} WHERE ${where})`;
  };
  return {
    counted: 'count()',
    rows,
    facts: (parameters) =>
      figure.startsWith('items.')
        ? factsNamedIn(query, { rows: rows(parameters), type: 'learning.AssessmentSubmitted' }, parameters)
        : factsOfThese(query, { rows: rows(parameters), shows: evidenceFor(figure) }, parameters),
  };
};

/** The facts behind a figure of a course path. */
export const askCoursePathFacts = askFactsBehind<CoursePathFactsQuestion>(
  ({ figure }) => ({ figure, definition: DEFINITION }),
  behind,
);

interface Counting {
  readonly from: string;
  readonly where: string;
}

const counting = (question: CoursePathFactsQuestion, query: PaceQuery, parameters: Parameters): Counting => {
  const { figure } = question;
  if (figure === 'modules.next.enrolments') return next(question, query, parameters);
  if (figure.startsWith('external.')) return external(question, query, parameters);
  if (figure.startsWith('items.')) return items(question, query, parameters);
  if (figure.startsWith('pace.')) return { from: openAgainstPace(query, parameters), where: PACE[figure] ?? '0' };
  return { from: enrolmentPaths(query, parameters), where: ofModule(figure, placeOf(question, query)) };
};

/** Of the module, from 1; 0 is before any, and -1 that there is none of this name. */
const placeOf = ({ module = null }: CoursePathFactsQuestion, { modules }: PaceQuery): number => {
  if (module === null) return 0;
  const index = modules.findIndex(({ id }) => id === module);
  return index < 0 ? -1 : index + 1;
};

/** The conditions under which the query of modules counts an enrolment. */
const ofModule = (figure: CoursePathFigure, n: number): string => {
  if (n < 0) return '0';
  const required = n === 0 ? '1' : `required[${n}]`;
  const stands = (place: string): string => `furthest = ${n} AND place = '${place}'`;
  const conditions: Partial<Record<CoursePathFigure, string>> = {
    enrolments: '1',
    'modules.required': required,
    'modules.reached': n === 0 ? '1' : `done[${n}] < ${Number.MAX_SAFE_INTEGER}`,
    'modules.came': `${required} AND furthest >= ${n}`,
    'modules.last': `furthest = ${n}`,
    'modules.completed': stands('completed'),
    'modules.open': stands('open'),
    'modules.stopped': stands('stopped'),
  };
  return conditions[figure] ?? '0';
};

const PACE: Partial<Record<CoursePathFigure, string>> = {
  'pace.ahead': 'furthest > expected',
  'pace.onPace': 'furthest = expected',
  'pace.behind': 'furthest < expected',
};

const next = (question: CoursePathFactsQuestion, query: PaceQuery, parameters: Parameters): Counting => {
  const { type = null, module = null, external: left = false } = question.next ?? {};
  const [ofType, ofModuleName] = [type, module].map((text) => parameters.add(text ?? '', 'String'));
  return {
    from: thingsAfter(query, parameters),
    where: `n = ${placeOf(question, query)} AND type = ${ofType} AND module = ${ofModuleName} AND external = ${Number(left)}`,
  };
};

const BACK: Partial<Record<CoursePathFigure, string>> = {
  'external.enrolments': '1',
  'external.cameBack': 'is_back',
  'external.notBack': "NOT is_back AND place != 'open'",
  'external.open': "NOT is_back AND place = 'open'",
};

const external = (
  { figure, content = '' }: CoursePathFactsQuestion,
  query: PaceQuery,
  parameters: Parameters,
): Counting => ({
  from: externalViews(query, parameters),
  where: `content = ${parameters.add(content, 'String')} AND ${BACK[figure] ?? '0'}`,
});

const items = ({ figure, item }: CoursePathFactsQuestion, query: PaceQuery, parameters: Parameters): Counting => {
  const [assessment, name] = [item?.assessment, item?.item].map((text) => parameters.add(text ?? '', 'String'));
  const failed = figure === 'items.failed' ? 'NOT correct' : '1';
  return {
    from: answersToItems(query, parameters),
    where: `assessment = ${assessment} AND item = ${name} AND ${failed}`,
  };
};

const PROGRESS = "type IN ('learning.Enrolled', 'learning.Progressed')";

/** Which facts of an enrolment show that it counts. */
const evidenceFor = (figure: CoursePathFigure): string => {
  if (figure === 'enrolments' || figure === 'modules.required') return ENROLS;
  const byModules: readonly CoursePathFigure[] = ['modules.reached', 'modules.came', 'modules.last'];
  return byModules.includes(figure) ? PROGRESS : ALL_OF_IT;
};
