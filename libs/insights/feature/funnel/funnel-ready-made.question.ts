import { type FunnelReadyMadeAnswer, type FunnelReadyMadeQuestion, MAX_FUNNEL_STEPS } from '@laurel/contracts';
import { countedFacts, type Warehouse } from '@laurel/insights-read-model';
import { Problematic } from '@laurel/platform';
import { type Asking, withMeta } from '../answer-meta.ts';
import { Parameters, seenBy } from '../conditions.ts';
import { type DescribedCourse, describedAssessments, describedModules, readyMade } from './ready-made-steps.ts';

/** The funnel of a course as a question. Throws 400 where the course was never described as the kind needs it. */
export const askFunnelReadyMade = (
  warehouse: Warehouse,
  question: FunnelReadyMadeQuestion,
  asking: Asking,
): Promise<FunnelReadyMadeAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  const definition = {
    question: `a funnel of the enrolments in ${question.course} by what was last said of its ${question.kind === 'modules' ? 'modules' : 'assessments'}`,
  };
  return withMeta(warehouse, asking, { asOf, definition }, make(warehouse, question, { ...asking, asOf }));
};

const make = async (
  warehouse: Warehouse,
  question: FunnelReadyMadeQuestion,
  asking: Asking & { readonly asOf: Date },
): Promise<Omit<FunnelReadyMadeAnswer, 'meta'>> => {
  const course = await described(warehouse, question, asking);
  if (question.kind === 'modules' && course.modules.length === 0)
    throw wrong(`no modules of "${question.course}" were described by ${asking.asOf.toISOString()}`);
  if (course.modules.length > MAX_FUNNEL_STEPS - 2)
    throw wrong(
      `"${question.course}" has ${course.modules.length} modules; a funnel has at most ${MAX_FUNNEL_STEPS} steps`,
    );
  return readyMade(question, course);
};

const wrong = (reason: string): Problematic =>
  new Problematic(400, 'question.schema', `course: ${reason}`, { errors: [{ path: 'course', reason }] });

/** What was last said of the run counts before what was last said of the course. */
const described = async (
  warehouse: Warehouse,
  { course, run = '' }: FunnelReadyMadeQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<DescribedCourse> => {
  const parameters = new Parameters(asOf);
  const last = (field: string): string =>
    `argMaxIf(JSONExtractRaw(data, '${field}'), (run, occurred_at, source, id), JSONHas(data, '${field}'))`;
  const facts = countedFacts({
    columns: ['run', 'occurred_at', 'source', 'id', 'data'],
    where: `${seenBy(asker)} AND course = ${parameters.add(course, 'String')} AND run IN ('', ${parameters.add(run, 'String')})`,
    from: 'course_descriptions',
  });
  const sql = `SELECT ${last('modules')} AS modules, ${last('assessments')} AS assessments FROM ${facts}`;
  const [row] = await warehouse.rows<{ modules: string; assessments: string }>(sql, parameters.all, limits);
  return {
    modules: describedModules.parse(JSON.parse(row?.modules || '[]')),
    assessments: describedAssessments.parse(JSON.parse(row?.assessments || '[]')),
  };
};
