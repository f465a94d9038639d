import { type FactIdentity, type Standing } from '@laurel/contracts';
import { AS_OF, type QueryLimits, type Warehouse } from '@laurel/insights-read-model';

/** A version of a fact: its identity and the hash of its content, in hexadecimal. */
export interface Version extends FactIdentity {
  readonly hash: string;
}

/** Why a version does not count. */
export interface Verdict {
  readonly standing: Exclude<Standing, 'counts' | 'superseded'>;
  /** Of a void: the hash of its content. */
  readonly voidHash: string | null;
}

export interface StandingQuery {
  readonly versions: readonly FactIdentity[];
  readonly asOf: Date;
}

/**
 * The verdict on each version that does not count as known at `asOf`, by `keyOf`: the rule of `countedFacts`, asked of few
 * identities instead of all, and with the reason.
 */
export const verdictsOn = async (
  warehouse: Warehouse,
  { versions, asOf }: StandingQuery,
  limits: QueryLimits,
): Promise<(version: Version) => Verdict | undefined> => {
  const [rare] = await warehouse.rows<{ known: string }>(RARE, {}, limits);
  if (versions.length === 0 || rare?.known === '0') return () => undefined;
  const params = {
    asOf: asOf.getTime(),
    sources: versions.map(({ source }) => source),
    ids: versions.map(({ id }) => id),
  };
  const [voided, conflicting] = await Promise.all([
    warehouse.rows<{ source: string; id: string; hash: string }>(VOIDED, params, limits),
    warehouse.rows<{ source: string; id: string; counts: string }>(CONFLICTING, params, limits),
  ]);
  const voids = new Map(voided.map((row) => [keyOf(row), row.hash]));
  const counting = new Map(conflicting.map((row) => [keyOf(row), row.counts]));
  return (version) => {
    const key = keyOf(version);
    const counts = counting.get(key);
    if (counts !== undefined && counts !== version.hash) return { standing: 'conflict', voidHash: null };
    const voidHash = voids.get(key);
    return voidHash === undefined ? undefined : { standing: 'voided', voidHash };
  };
};

const RARE = 'SELECT (SELECT count() FROM conflicts) + (SELECT count() FROM voids) AS known';

const keyOf = ({ source, id }: FactIdentity): string => JSON.stringify([source, id]);

const ASKED = `(
  SELECT DISTINCT pair.1 AS source, pair.2 AS id, sipHash128(source, id) AS identity
  FROM (SELECT arrayJoin(arrayZip({sources:Array(String)}, {ids:Array(String)})) AS pair)
)`;
const MINE = `SELECT identity FROM ${ASKED}`;

/** A void cannot be voided; one told with several contents counts as the one that was told first. */
const VOIDED = `
SELECT asked.source AS source, asked.id AS id, lower(hex(min(holding.hash))) AS hash FROM ${ASKED} AS asked
INNER JOIN (
  SELECT argMin(identity, (recorded_at, content_hash)) AS target, argMin(content_hash, (recorded_at, content_hash)) AS hash
  FROM voids
  WHERE void_identity IN (SELECT void_identity FROM voids WHERE identity IN (${MINE}))
    AND recorded_at <= ${AS_OF} AND occurred_at <= ${AS_OF}
  GROUP BY void_identity
) AS holding ON holding.target = asked.identity
WHERE asked.identity NOT IN (SELECT void_identity FROM voids)
GROUP BY source, id`;

const CONFLICTING = `
SELECT asked.source AS source, asked.id AS id, lower(hex(argMin(told.content_hash, (told.first, told.content_hash)))) AS counts
FROM ${ASKED} AS asked
INNER JOIN (
  SELECT identity, content_hash, min(recorded_at) AS first FROM fact_versions
  WHERE identity IN (SELECT identity FROM conflicts WHERE identity IN (${MINE}))
  GROUP BY identity, content_hash
  HAVING first <= ${AS_OF}
) AS told ON told.identity = asked.identity
GROUP BY source, id`;
