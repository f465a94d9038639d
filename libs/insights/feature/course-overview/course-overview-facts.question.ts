import { type Condition, type CourseOverviewFactsQuestion, type FactsBehindAnswer } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking, withMeta } from '../answer-meta.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { pageOfFacts } from '../facts-behind.ts';
import { countFigure, factsOfFigure } from './course-overview-facts.query.ts';
import { DEFINITION } from './course-overview.question.ts';

/** The facts behind a figure of a course-overview. */
export const askCourseOverviewFacts = (
  warehouse: Warehouse,
  question: CourseOverviewFactsQuestion,
  asking: Asking,
): Promise<FactsBehindAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  const [figure = ''] = question.figure.split('.');
  const definition = Object.fromEntries(Object.entries(DEFINITION).filter(([name]) => name === figure));
  return withMeta(warehouse, asking, { asOf, definition }, factsBehind(warehouse, question, { ...asking, asOf }));
};

const factsBehind = async (
  warehouse: Warehouse,
  question: CourseOverviewFactsQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Omit<FactsBehindAnswer, 'meta'>> => {
  const where = [...question.where, ...conditionsOfRow(question.row)];
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const tenth = question.from === undefined ? undefined : Math.round(question.from * 10);
  const query = { where, asOf, asker, shape, figure: question.figure, week: question.week, tenth };
  const [counted, page] = await Promise.all([
    countFigure(warehouse, query, limits),
    pageOfFacts(warehouse, factsOfFigure(query), question, limits),
  ]);
  return { counted, ...page };
};

/** A row whose run is empty is that of enrolments for which no run was told. */
const conditionsOfRow = (row: CourseOverviewFactsQuestion['row']): readonly Condition[] => {
  if (row === undefined) return [];
  const ofCourse: Condition = { field: 'course', op: 'eq', value: row.course };
  if (row.run === null) return [ofCourse];
  return [
    ofCourse,
    row.run === '' ? { field: 'run', op: 'exists', value: false } : { field: 'run', op: 'eq', value: row.run },
  ];
};
