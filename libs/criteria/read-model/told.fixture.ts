import { type Fact } from '@laurel/criteria-domain';
import { createHash } from 'node:crypto';

export interface Told extends Fact {
  readonly recordedAt: Date;
}

export const FACTS_FOR_TEST = `create table facts (source String, id String, type LowCardinality(String), learner String,
  course LowCardinality(String), run LowCardinality(String), registration String, occurred_at DateTime64(3,'UTC'),
  recorded_at DateTime64(3,'UTC'), content_hash String, data String) engine = MergeTree order by (course, run, learner)`;

const hashOf = ({ recordedAt: _, ...content }: Told): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex');

export const storedRow = (fact: Told): string =>
  JSON.stringify({
    source: fact.source,
    id: fact.id,
    type: fact.type,
    learner: fact.learner,
    course: fact.course,
    run: fact.run,
    registration: fact.registration,
    occurred_at: fact.occurredAt.toISOString().slice(0, -1),
    recorded_at: fact.recordedAt.toISOString().slice(0, -1),
    content_hash: hashOf(fact),
    data: JSON.stringify(fact.data),
  });

const KNOWN = `(select source, id, v.1 as type, v.2 as learner, v.3 as course, v.4 as run, v.5 as registration, v.6 as occurred_at, v.7 as data
  from (select source, id, argMin((type, learner, course, run, registration, occurred_at, data), (recorded_at, content_hash)) as v
    from facts where recorded_at <= parseDateTime64BestEffort({asOf:String}, 3, 'UTC') group by source, id))`;

export const countedForTest = (where: string): string => `(select * from (select * from ${KNOWN}
  where (source, id) not in (select source, JSONExtractString(data, 'of', 'id') from ${KNOWN} where type = 'learning.Voided') or type = 'learning.Voided') where ${where})`;

/** The same in plain words: the least version of each identity as known at `at`, but what was taken back. */
export const whatCounts = (history: readonly Told[], at: Date): readonly Fact[] => {
  const versions = new Map<string, Told>();
  const known = history.filter(({ recordedAt }) => recordedAt <= at);
  for (const fact of known) {
    const key = `${fact.source}/${fact.id}`;
    const least = versions.get(key);
    if (!least || before(fact, least)) versions.set(key, fact);
  }
  const facts = [...versions.values()];
  const voided = new Set(
    facts.filter(({ type }) => type === 'learning.Voided').map(({ source, data }) => `${source}/${targetOf(data)}`),
  );
  return facts.filter(({ source, id, type }) => type === 'learning.Voided' || !voided.has(`${source}/${id}`));
};

const before = (a: Told, b: Told): boolean =>
  a.recordedAt < b.recordedAt || (a.recordedAt.getTime() === b.recordedAt.getTime() && hashOf(a) < hashOf(b));

const targetOf = (data: Fact['data']): string => {
  const of = data['of'];
  return typeof of === 'object' && of !== null && 'id' in of ? String(of.id) : '';
};
