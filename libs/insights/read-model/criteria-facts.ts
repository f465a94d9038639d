import { enrolmentFacts } from './enrolments/enrolment-facts.ts';
import { type Bind } from './enrolments/look-ahead.ts';
import { factsOfEnrolments } from './enrolments/shape-of-facts.ts';
import { resultsTold, statesTold, whoDidNotPass } from './enrolments/states-told.ts';
import { tellsState } from './enrolments/told-of-enrolments.ts';
import {
  type ShapeOfEnrolments,
  shapeOfEnrolments,
  shapeOfTheirFacts,
  type Whom,
} from './enrolments/who-stands-apart.ts';
import { type CountedFacts, countedFacts, type FactColumn } from './facts/counted-facts.ts';
import { type Warehouse } from './warehouse.port.ts';

/** The shortest ways to what criteria ask about enrolments, for what was told in this warehouse. */
const shortWays = (shape: ShapeOfEnrolments) => ({
  /** One row per enrolment, with all that was told of its state. */
  states: (whom: Whom): string => statesTold(whom, shape),
  /** The facts of these types with the enrolment of each; of who never enrolled, they may be of an enrolment that nobody opened. */
  facts: (
    columns: readonly FactColumn[],
    types: readonly string[],
    { where, bind }: { readonly where: string; readonly bind: Bind },
  ): string => {
    const known = `${where} AND type IN ('learning.Enrolled', ${types.map((type) => `'${type}'`).join(', ')})`;
    const ofStates = shapeOfTheirFacts(shape);
    const ofFacts = types.every(tellsState) ? ofStates : { ...ofStates, tangled: 'many' as const };
    return factsOfEnrolments(columns, { known, where: known, bind }, ofFacts);
  },
  /** One row per enrolment, assessment and attempt, with what was told last. */
  results: (whom: Whom): string => resultsTold(whom, shape),
  /** A subselect of learners among whom are all who did not pass something. */
  whoDidNotPass: (whom: Whom): string => whoDidNotPass(whom, shape),
});

/** What criteria are told about the facts. */
export const criteriaFacts = {
  countedFacts,
  enrolmentFacts,
  /** A look ahead, so that the rare is paid for only where it is: the same for what was told of one course, or of all. */
  look: async (
    warehouse: Pick<Warehouse, 'rows'>,
    { course, at }: { readonly course: string | undefined; readonly at: Date },
  ) => {
    const params = { asOf: at.getTime(), course: course ?? '' };
    const ofWhom = course === undefined ? '1' : 'course = {course:String}';
    const shape = await shapeOfEnrolments(warehouse, params, {}, ofWhom);
    const { allCount, apart } = shape;
    const counted = (of: CountedFacts): string => countedFacts({ ...of, allCount });
    // Many that must be held against each other are, with all others: to do it for some and not for others takes longer.
    const areManyTangled = apart.by === 'look' && (apart.tangled || apart.excluded);
    return { countedFacts: counted, enrolmentFacts, ...(areManyTangled ? {} : { short: shortWays(shape) }) };
  },
};
