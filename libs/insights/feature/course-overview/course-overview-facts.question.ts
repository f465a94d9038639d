import { type Condition, type CourseOverviewFactsQuestion, type FactsBehindAnswer } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking } from '../answer-meta.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { answerFactsBehind, type Behind } from '../facts-behind.ts';
import { behindFigure } from './course-overview-facts.query.ts';
import { DEFINITION } from './course-overview.question.ts';

/** The facts behind a figure of a course-overview. */
export const askCourseOverviewFacts = (
  warehouse: Warehouse,
  question: CourseOverviewFactsQuestion,
  asking: Asking,
): Promise<FactsBehindAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  const asked = { asOf, figure: question.figure, definition: DEFINITION, order: question };
  return answerFactsBehind(warehouse, asking, asked, behind(warehouse, question, { ...asking, asOf }));
};

const behind = async (
  warehouse: Warehouse,
  question: CourseOverviewFactsQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Behind> => {
  const where = [...question.where, ...conditionsOfRow(question.row)];
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const tenth = question.from === undefined ? undefined : Math.round(question.from * 10);
  return behindFigure({ where, asOf, asker, shape, figure: question.figure, week: question.week, tenth });
};

/** A row whose run is empty is that of enrolments for which no run was told. */
export const conditionsOfRow = (
  row: { readonly course: string; readonly run: string | null } | undefined,
): readonly Condition[] => {
  if (row === undefined) return [];
  const ofCourse: Condition = { field: 'course', op: 'eq', value: row.course };
  if (row.run === null) return [ofCourse];
  return [
    ofCourse,
    row.run === '' ? { field: 'run', op: 'exists', value: false } : { field: 'run', op: 'eq', value: row.run },
  ];
};
