import { countedFacts, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { statesOfEnrolments } from '../enrolments/enrolments.query.ts';

/** What other tools read of ClickHouse: the counted facts of now, duplicates and voids left out, whatever was merged. */
export interface View {
  readonly name: string;
  /** What a row is, for people. */
  readonly holds: string;
  readonly select: string;
}

/** Questions are asked as of a time; a view is always of now. */
const asOfNow = (sql: string): string => sql.replaceAll('{asOf:Int64}', 'toUnixTimestamp64Milli(now64(3))');

const OWNER = { id: 'views', scopes: new Set(['ask'] as const), sees: 'everyone' } as const;
const apart = { by: 'look', excluded: true, late: true, tangled: true } as const;
const everything = { allCount: false, lapses: true, apart, strangers: true };

const enrolmentStates: View = {
  name: 'enrolment_states',
  holds: 'an enrolment as it stands now: learner x course x run x registration x round',
  select: `
SELECT course, enrolment_run AS run, learner, enrolment_registration AS registration, enrolment_round AS round,
  fromUnixTimestamp64Milli(told_at, 'UTC') AS enrolled_at, state, result, lapsed, returned,
  if(last_active < 0, NULL, fromUnixTimestamp64Milli(last_active, 'UTC')) AS last_active_at,
  if(completed, fromUnixTimestamp64Milli(first_completed, 'UTC'), NULL) AS completed_at,
  if(empty(left), NULL, fromUnixTimestamp64Milli(arrayMin(left), 'UTC')) AS left_at
FROM (
  SELECT *, arrayFilter(at -> at >= opened AND (NOT completed OR at < first_completed), withdrawals) AS left
  FROM ${asOfNow(statesOfEnrolments({ where: [], asOf: new Date(0), asker: OWNER, shape: everything }, new Parameters(new Date(0))))}
)`,
};

const factsThatCount: View = {
  name: 'facts_that_count',
  holds: 'a fact that counts now, once however often it was told',
  select: `
SELECT any(source) AS source, any(id) AS id, any(type) AS type, any(learner) AS learner, any(course) AS course,
  any(run) AS run, any(occurred_at) AS occurred_at, min(recorded_at) AS recorded_at, any(data) AS data
FROM (
  SELECT source, id, type, learner, course, run, occurred_at, recorded_at, data, content_hash
  FROM ${asOfNow(
    countedFacts({
      columns: [
        'source',
        'id',
        'type',
        'learner',
        'course',
        'run',
        'occurred_at',
        'recorded_at',
        'data',
        'content_hash',
      ],
    }),
  )}
)
GROUP BY content_hash`,
};

export const views: readonly View[] = [enrolmentStates, factsThatCount];

/** Made anew at every start, behind the tables that they read: a view holds nothing. */
export const migrateViews = async (warehouse: Warehouse): Promise<void> => {
  for (const { name, select } of views) await warehouse.command(`CREATE OR REPLACE VIEW ${name} AS ${select}`);
};
