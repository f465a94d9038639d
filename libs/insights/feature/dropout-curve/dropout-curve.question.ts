import {
  type DropoutCurveAnswer,
  type DropoutCurveQuestion,
  MAX_CURVE_GROUPS,
  MAX_CURVE_STRATA,
} from '@laurel/contracts';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Refused } from '@laurel/kernel';
import { type Asking, withMeta } from '../answer-meta.ts';
import { type EnrolmentsQuery, shapeFor } from '../enrolments/enrolments.query.ts';
import { definitionOf } from './curve-definition.ts';
import { groupsOf } from './curve-groups.ts';
import { estimatesOf, testsOf } from './curve-estimates.ts';
import {
  anybodyWithdrew,
  type CountedExits,
  countEntries,
  countExits,
  countReturns,
  fieldsOf,
} from './dropout-curve.query.ts';
import { EXIT, lapseIsKnown, lapseMsOf, mayPrecedeOrigin } from './follow-up.ts';

/** When learners drop out. The engine counts; what follows is arithmetic over as many rows as there are times. */
export const askDropoutCurve = (
  warehouse: Warehouse,
  question: DropoutCurveQuestion,
  asking: Asking,
): Promise<DropoutCurveAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  const definition = definitionOf(question);
  return withMeta(warehouse, asking, { asOf, definition }, curves(warehouse, question, { ...asking, asOf }));
};

const curves = async (
  warehouse: Warehouse,
  question: DropoutCurveQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Omit<DropoutCurveAnswer, 'meta'>> => {
  const query = await followedBy(warehouse, question, { asker, limits, asOf });
  const from = { query, limits };
  const [exits, entries, returns] = await Promise.all([
    countExits(warehouse, question, from),
    entriesMatter(question) ? countEntries(warehouse, question, from) : [],
    question.recurrent ? countReturns(warehouse, question, from) : null,
  ]);
  refuseTooMany(question, exits);
  if (!lapseIsKnown(question, query.shape)) await refuseWithoutDropouts(warehouse, exits, from);
  const groups = groupsOf({
    exits,
    entries,
    returns,
    fromOrigin: !mayPrecedeOrigin(question),
    scale: scaleOf(question),
  });
  return { groups: groups.map((group) => estimatesOf(group, question)), ...testsOf(groups, question) };
};

/** The enrolments that the question is about. */
export const followedBy = async (
  warehouse: Warehouse,
  question: DropoutCurveQuestion,
  { asker, limits, asOf }: Omit<Asking, 'now'> & { readonly asOf: Date },
): Promise<EnrolmentsQuery> => {
  const { where } = question;
  const lapseMs = lapseMsOf(question);
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  return {
    ...{ where, fields: fieldsOf(question), asOf, asker, shape },
    ...(lapseMs === undefined ? {} : { lapseMs }),
  };
};

/** Otherwise whoever is followed is at risk from the beginning. */
export const entriesMatter = ({ delayedEntry, origin }: DropoutCurveQuestion): boolean =>
  delayedEntry && origin === 'run-start';

/** Of one unit of time, as the engine counts it. */
export const scaleOf = ({ timeUnit }: DropoutCurveQuestion): number => (timeUnit === 'day' ? 1 : 1000);

const refuseWithoutDropouts = async (
  warehouse: Warehouse,
  exits: readonly CountedExits[],
  { query, limits }: { readonly query: EnrolmentsQuery; readonly limits: QueryLimits },
): Promise<void> => {
  const nobodyLeft = exits.every((row) => row.exits.every(([exit]) => exit !== EXIT.dropout));
  if (exits.length > 0 && nobodyLeft && !(await anybodyWithdrew(warehouse, query, limits)))
    throw new Refused('dropout-curve.nobody-left', 'nobody told us who left; set a lapse period');
};

const refuseTooMany = ({ groupBy, stratifyBy }: DropoutCurveQuestion, exits: readonly CountedExits[]): void => {
  const groups = new Set(exits.map(({ value }) => value)).size;
  const strata = new Set(exits.map(({ stratum }) => stratum)).size;
  if (groups > MAX_CURVE_GROUPS)
    throw new Refused(
      'dropout-curve.too-many-groups',
      `${groupBy} has ${groups} values; at most ${MAX_CURVE_GROUPS} are compared`,
    );
  if (strata > MAX_CURVE_STRATA)
    throw new Refused(
      'dropout-curve.too-many-groups',
      `${stratifyBy} has ${strata} values; at most ${MAX_CURVE_STRATA} are strata`,
    );
};

/** The steps of all curves; an answer as a table is its curves. */
export const dropoutCurveTable = ({ groups }: DropoutCurveAnswer): readonly object[] =>
  groups.flatMap(({ value, curve }) => curve.map((point) => ({ value, ...point })));
