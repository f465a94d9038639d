import { ENROLMENT_KEY, type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { FACT_BEHIND_COLUMNS, FACT_ROW, type FactRow, ONE_FACT } from '../facts-behind.ts';
import { type Person } from './first-people.ts';
import { type FunnelQuery } from './funnel-sql.ts';
import { compile } from './funnel.query.ts';

interface StepRow extends FactRow {
  readonly enrolment_run?: string;
  readonly enrolment_registration?: string;
  readonly enrolment_round?: number;
  /** As the layout of the funnel codes it. */
  readonly steps: string;
}

/** The facts that did the steps of these tries, person by person; of one instant all that could have done a step. */
export const factsOfTries = async (
  warehouse: Warehouse,
  query: FunnelQuery,
  people: readonly Person[],
  limits: QueryLimits,
): Promise<readonly FactRow[]> => {
  if (people.length === 0) return [];
  const learners = [...new Set(people.map(({ key }) => key.learner))];
  const { compiled, parameters } = await compile(warehouse, { ...query, breakdown: undefined, list: learners }, limits);
  const key = query.unit === 'learner' ? [] : ENROLMENT_KEY.filter((column) => column.startsWith('enrolment_'));
  const sql = `
SELECT ${[...key, FACT_ROW].join(', ')}, toString(steps) AS steps
FROM ${compiled.facts(FACT_BEHIND_COLUMNS)}
GROUP BY ${[...key, ONE_FACT].join(', ')}, steps
ORDER BY at, content_hash`;
  const rows = await warehouse.rows<StepRow>(sql, parameters.all, limits);
  const told = new Map<string, StepRow[]>(people.map((person) => [keyOfPerson(person), []]));
  for (const row of rows) told.get(keyOfRow(row))?.push(row);
  return people.flatMap((person) => {
    const did = didStep(person, query.order, compiled.layout.numbered);
    return (told.get(keyOfPerson(person)) ?? []).filter(did);
  });
};

const keyOfRow = ({ learner, course, enrolment_run: run, ...of }: StepRow): string =>
  JSON.stringify(
    run === undefined ? [learner] : [learner, course, run, of.enrolment_registration, Number(of.enrolment_round)],
  );
const keyOfPerson = ({ key: { learner, enrolment } }: Person): string =>
  JSON.stringify(
    enrolment ? [learner, enrolment.course, enrolment.run, enrolment.registration, enrolment.round] : [learner],
  );

/** At the time of a step, and a match of it; in any order the times do not say of which. */
const didStep =
  ({ times }: Person, order: FunnelQuery['order'], numbered: boolean) =>
  ({ at, steps }: StepRow): boolean =>
    times.some((time, step) => time === Number(at) && (order === 'any' || isMatch(BigInt(steps), step, numbered)));

const isMatch = (code: bigint, step: number, numbered: boolean): boolean =>
  numbered ? code === BigInt(step + 1) : ((code >> BigInt(step)) & 1n) === 1n;
