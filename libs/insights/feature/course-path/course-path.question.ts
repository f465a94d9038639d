import { CourseDescribed, type CoursePathAnswer, type CoursePathQuestion, type PathModule } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { wilsonInterval } from '@laurel/statistics';
import { type Asking, withMeta } from '../answer-meta.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import {
  describedModules,
  externalFigures,
  itemFigures,
  type ItemFigures,
  type ModuleFigures,
  moduleFigures,
  type NextThing,
  nextThings,
  paceFigures,
} from './course-path.query.ts';
import { type DescribedModule, ofCourse, type PathQuery } from './enrolment-paths.query.ts';

/** Where in a course people stop. */
export const askCoursePath = (
  warehouse: Warehouse,
  question: CoursePathQuestion,
  asking: Asking,
): Promise<CoursePathAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  return withMeta(warehouse, asking, { asOf, definition: DEFINITION }, path(warehouse, question, { ...asking, asOf }));
};

const DAY_MS = 86_400_000;

/** The enrolments of the course that the question is about, and the modules as the course was described. */
export const pathQueryOf = async (
  warehouse: Warehouse,
  { course, run, where: more, silentAfter }: CoursePathQuestion,
  { asker, limits, asOf }: Omit<Asking, 'now'> & { readonly asOf: Date },
): Promise<PathQuery> => {
  const where = [...ofCourse(course, run), ...more];
  const [shape, described] = await Promise.all([
    shapeFor(warehouse, { where, asOf, asker }, limits),
    describedModules(warehouse, { course, asOf }, limits),
  ]);
  return {
    ...{ where, asOf, asker, shape, modules: modulesOf(described) },
    silentAfter: silentAfter === undefined ? undefined : silentAfter.days * DAY_MS,
  };
};

const path = async (
  warehouse: Warehouse,
  question: CoursePathQuestion,
  asking: Asking & { readonly asOf: Date },
): Promise<Omit<CoursePathAnswer, 'meta'>> => {
  const { limits } = asking;
  const query = await pathQueryOf(warehouse, question, asking);
  const { modules } = query;
  const [figures, next, external, items] = await Promise.all([
    moduleFigures(warehouse, query, limits),
    modules.length === 0 ? [] : nextThings(warehouse, query, limits),
    externalFigures(warehouse, query, limits),
    itemFigures(warehouse, query, limits),
  ]);
  const times = timesOfCompleters(query, figures);
  const hasPace = times.some((time) => time !== null);
  return {
    enrolments: Number(figures[0]?.required ?? 0),
    modules: figures.map((row) => moduleAnswer(row, modules[row.n - 1], next)),
    pace: hasPace ? await paceFigures(warehouse, { ...query, times }, limits) : null,
    external: external.map((row) => ({
      ...{ content: row.content, enrolments: Number(row.enrolments), cameBack: Number(row.came_back) },
      ...{ notBack: Number(row.not_back), open: Number(row.open) },
    })),
    items: mostFailed(items),
  };
};

/** In seconds from the enrolment, by module; null where none of them finished it. */
export const timesOfCompleters = (
  { modules }: PathQuery,
  figures: readonly ModuleFigures[],
): readonly (number | null)[] =>
  modules.map((_, index) => figures.find(({ n }) => n === index + 1)?.of_completers ?? null);

/** They were read with the schema of the event, and that is how they are read again. */
const modulesOf = (described: string | undefined): readonly DescribedModule[] =>
  CourseDescribed.of({ course: '-', modules: described === undefined ? [] : JSON.parse(described) }).data.modules ?? [];

/** The row before any module has none. */
const described = (
  module: DescribedModule | undefined,
): Pick<PathModule, 'module' | 'title' | 'optional' | 'requiredFor'> => {
  if (!module) return { module: null, title: null, optional: false, requiredFor: [] };
  const { id, title = null, optional = false, requiredFor = [] } = module;
  return { module: id, title, optional, requiredFor: [...requiredFor] };
};

const moduleAnswer = (
  row: ModuleFigures,
  module: DescribedModule | undefined,
  next: readonly NextThing[],
): PathModule => {
  const [came, stopped] = [Number(row.came), Number(row.stopped)];
  return {
    ...described(module),
    required: Number(row.required),
    reached: Number(row.reached),
    came,
    last: Number(row.last),
    completed: Number(row.completed),
    open: Number(row.open),
    stopped,
    stopShare: wilsonInterval({ successes: stopped, total: came }),
    secondsFromPrevious: { median: row.median, p90: row.p90 },
    secondsSpent: row.spent,
    secondsOfCompleters: row.of_completers,
    next: next
      .filter(({ n }) => n === row.n)
      .map(({ type, module: nextModule, external, enrolments }) => ({
        type: type === '' ? null : type,
        module: nextModule === '' ? null : nextModule,
        external: external === 1,
        enrolments: Number(enrolments),
      })),
  };
};

const MOST_ITEMS = 50;

/** By the lower limit: an item that one of one got wrong does not stand above one that 90 of 100 did. */
const mostFailed = (items: readonly ItemFigures[]): CoursePathAnswer['items'] =>
  items
    .flatMap(({ assessment, item, answered, failed }) => {
      const counts = { answered: Number(answered), failed: Number(failed) };
      const failedShare = wilsonInterval({ successes: counts.failed, total: counts.answered });
      return failedShare ? [{ assessment, item, ...counts, failedShare }] : [];
    })
    .sort((a, b) => b.failedShare.lower - a.failedShare.lower || compare(a, b))
    .slice(0, MOST_ITEMS);

type Item = Pick<ItemFigures, 'assessment' | 'item'>;
const compare = (a: Item, b: Item): number => {
  const [one, other] = [JSON.stringify([a.assessment, a.item]), JSON.stringify([b.assessment, b.item])];
  return one < other ? -1 : Number(one > other);
};

export const DEFINITION = {
  enrolments: 'enrolments of the course that the question is about, however often told',
  required:
    'enrolments of people for whom the module is neither optional nor for other roles only, by their role as of asOf',
  reached: 'enrolments with a Progressed that names the module',
  came: 'enrolments for which it is required and that finished it or a later required one',
  last: 'enrolments whose furthest finished required module it is, in the order of the course',
  stopped: 'of these, withdrawn, or neither completed nor active for longer than silentAfter',
  stopShare: 'stopped / came, with 95% limits (Wilson)',
  secondsFromPrevious: 'from the last module finished before it, or the enrolment, to its first Progressed',
  secondsSpent:
    'median time spent in the course of those who stopped there: TimeReported, or where none was told the views',
  secondsOfCompleters: 'median time from the enrolment to the module of those who completed the course',
  next: 'the first fact of the enrolment after its first Progressed of the module',
  pace: 'open enrolments: furthest required module against the one that the median completer had finished after the same time',
  external:
    'enrolments with a view of external content; back with any fact of the course after the last one that is not such a view',
  items: 'answers told right or wrong in the latest fact about each attempt',
};
