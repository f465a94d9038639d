import { type Condition, type CourseOverviewFactsQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { askFactsBehind, type AskingAsOf, type Behind } from '../facts-behind.ts';
import { behindFigure } from './course-overview-facts.query.ts';
import { DEFINITION } from './course-overview.question.ts';

const behind = async (
  warehouse: Warehouse,
  question: CourseOverviewFactsQuestion,
  { asker, limits, asOf }: AskingAsOf,
): Promise<Behind> => {
  const where = [...question.where, ...conditionsOfRow(question.row)];
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const tenth = question.from === undefined ? undefined : Math.round(question.from * 10);
  return behindFigure({ where, asOf, asker, shape, figure: question.figure, week: question.week, tenth });
};

/** The facts behind a figure of a course-overview. */
export const askCourseOverviewFacts = askFactsBehind<CourseOverviewFactsQuestion>(
  ({ figure }) => ({ figure, definition: DEFINITION }),
  behind,
);

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
