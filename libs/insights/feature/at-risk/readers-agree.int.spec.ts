import { type Asker, type AtRiskAnswer, atRiskQuestion, type Criterion } from '@laurel/contracts';
import { type Enrolment, type EnrolmentKey, evaluate, EXEMPTION } from '@laurel/criteria-domain';
import { criteriaReader } from '@laurel/criteria-read-model';
import { migrateReadModels } from '@laurel/insights-read-model';
import {
  DRAWN_AT,
  DRAWN_LEARNERS,
  type DrawnTelling,
  drawnTelling,
  openTestWarehouse,
  tellOnly,
  type TestWarehouse,
} from '@laurel/testing';
import fc from 'fast-check';
import { FACTS } from '../enrolments/matching.query.ts';
import { askAtRisk } from './at-risk.question.ts';
import { anyOf, risksOf } from './risk-rule.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const keyOf = ({ learner, course, run, registration }: EnrolmentKey, round: number) =>
  [course, run, learner, registration, round].join('/');

/** Who can be at risk, said once more in the language of criteria. */
const WATCHED: Criterion = {
  is: 'and',
  all: [
    { is: 'state', state: 'current' },
    { is: 'notPerformed', of: 'course', called: 'credit or exemption', events: EXEMPTION },
  ],
};
const days = fc.option(fc.record({ days: fc.integer({ min: 1, max: 20 }) }), { nil: null, freq: 12 });

/** Most are left as they can be at risk: of completions and credits only a few are told. */
const ENDS: readonly string[] = ['learning.CourseCompleted', 'learning.CreditGranted'];
const leavesAtRisk = ({ type, id }: DrawnTelling): boolean => !ENDS.includes(type) || id.length === 2;

/** Enrolment and reason, as the one query found them. */
const found = ({ rows }: AtRiskAnswer): readonly string[] =>
  rows.flatMap((row) => row.reasons.map(({ reason }) => `${keyOf(row, row.round)} ${reason}`)).sort();

it('finds in one query exactly those whom the evaluator finds, for each reason', async () => {
  const reader = criteriaReader(test.warehouse, FACTS);
  const perReason = new Map<string, number>();
  const evaluated = (enrolments: readonly Enrolment[], risks: ReturnType<typeof risksOf>): readonly string[] =>
    enrolments
      .filter((one) => evaluate(WATCHED, one, DRAWN_AT).holds)
      .flatMap((one) =>
        risks
          .filter(({ criterion }) => evaluate(criterion, one, DRAWN_AT).holds)
          .map(({ reason }) => `${keyOf(one, one.ordinal)} ${reason}`),
      )
      .sort();
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawnTelling.filter(leavesAtRisk), { minLength: 300, maxLength: 400, size: 'max' }),
      fc.record({ neverStarted: days, silent: days }),
      async (history, drawn) => {
        const rule = { ...drawn, failedAssessment: true, overdueAssessment: true };
        await tellOnly(test.warehouse, history);
        const asking = { asker: owner, now: DRAWN_AT, limits: {} };
        const answer = await askAtRisk(test.warehouse, atRiskQuestion.parse({ rule, page: { size: 1000 } }), asking);
        const risks = risksOf(rule);
        const all: Criterion = { is: 'and', all: [WATCHED, anyOf(risks)] };
        const enrolments = await reader.enrolments(
          all,
          { learners: DRAWN_LEARNERS.map((learner) => ({ course: 'c', learner })) },
          DRAWN_AT,
        );
        expect(found(answer)).toEqual(evaluated(enrolments, risks));
        for (const { reason, enrolments: count } of answer.byReason) {
          expect(answer.rows.filter(({ reasons }) => reasons.some((one) => one.reason === reason)).length).toBe(count);
          perReason.set(reason, (perReason.get(reason) ?? 0) + count);
        }
        expect(answer.rows.filter(({ because }) => because.length === 0)).toEqual([]);
      },
    ),
    { numRuns: 6, endOnFailure: true },
  );
  // The histories are rich enough to mean something.
  expect([...perReason.values()].filter((count) => count > 2).length).toBe(4);
}, 120_000);
