import { type CoverageAnswer, type CoverageFigures, type CoverageQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking, withMeta } from '../answer-meta.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { rateOf } from '../figures.ts';
import { type CoverageCounts, coverageCounts } from './coverage.query.ts';

/** Who of those who should have a course has it, and how many more reach the target. */
export const askCoverage = (
  warehouse: Warehouse,
  question: CoverageQuestion,
  asking: Asking,
): Promise<CoverageAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  return withMeta(
    warehouse,
    asking,
    { asOf, definition: DEFINITION },
    shares(warehouse, question, { ...asking, asOf }),
  );
};

const shares = async (
  warehouse: Warehouse,
  question: CoverageQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Omit<CoverageAnswer, 'meta'>> => {
  const where = [{ field: 'course', op: 'eq' as const, value: question.course }];
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const counts = await coverageCounts(warehouse, { question, enrolments: { where, asOf, asker, shape } }, limits);
  const rows = counts.map((row) => ({ value: row.value, ...figuresOf(numbersOf(row), question) }));
  const sum = (of: keyof Numbers): number => rows.reduce((total, row) => total + row[of], 0);
  const all = { people: sum('people'), done: sum('done'), valid: sum('valid'), credited: sum('credited') };
  return { total: figuresOf(all, question), rows };
};

type Numbers = Pick<CoverageFigures, 'people' | 'done' | 'valid' | 'credited'>;

const numbersOf = ({ people, done, valid, credited }: CoverageCounts): Numbers => ({
  people: Number(people),
  done: Number(done),
  valid: Number(valid),
  credited: Number(credited),
});

const figuresOf = (numbers: Numbers, question: CoverageQuestion): CoverageFigures => ({
  ...numbers,
  rate: rateOf(numbers.valid, numbers.people, question),
  missing: question.target === undefined ? null : Math.max(0, needed(numbers.people, question.target) - numbers.valid),
});

/** The least number of people that is at least this share; 55% of 100 is 55, although 0.55 x 100 is a little more. */
const needed = (people: number, target: number): number => Math.ceil(people * target - 1e-9);

export const DEFINITION = {
  people:
    'among "described": people of whom the attribute was told by asOf; among "assigned": people with an assignment to the course that ' +
    'was not waived, "required": with one that says it is required (its latest telling counts)',
  done: 'people with an enrolment in the course that is completed with such a result (its latest), or with a credit for it, even if it has run out',
  valid:
    'of these, with a completion not older than `validFor` or a credit whose `validUntil` has not come; each person once',
  credited: 'of the valid, those without a valid completion of their own',
  rate: 'valid / people, with the Wilson interval; small: fewer than `smallBelow` people',
  missing: 'the least number of further people with whom valid / people reaches the target',
  rows: 'by the latest text of the attribute as of asOf; the total is their sum, as each person is in one row',
};
