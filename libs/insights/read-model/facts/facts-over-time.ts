import { AS_OF, type FactColumn } from './counted-facts.ts';

/** All but the version of an identity that counts whenever one is known: the one with the least (recorded_at, content_hash). */
const neverCounted = `
SELECT arrayJoin(arrayPopFront(versions)) FROM (
  SELECT identity, arrayMap(version -> version.2, arraySort(groupArray((told, content_hash)))) AS versions FROM (
    SELECT identity, content_hash, min(recorded_at) AS told
    FROM fact_versions WHERE identity IN (SELECT identity FROM conflicts)
    GROUP BY identity, content_hash
    HAVING told <= ${AS_OF}
  )
  GROUP BY identity
)`;

const MILLISECONDS = 'toUnixTimestamp64Milli';

/**
 * The facts that counted at any time up to the parameter `asOf`, with `known_from` (milliseconds: happened and told), and
 * `voided` (its identity in hexadecimal where something takes it back, else empty). One row for each telling.
 */
export const factsOverTime = (
  columns: readonly FactColumn[],
  where: string,
  from: 'facts' | 'course_descriptions' = 'facts',
): string => `(
SELECT ${columns.join(', ')}, ${MILLISECONDS}(greatest(occurred_at, recorded_at)) AS known_from,
  if(sipHash128(source, id) IN (SELECT identity FROM voids), hex(sipHash128(source, id)), '') AS voided
FROM ${from}
WHERE ${where} AND occurred_at <= ${AS_OF} AND recorded_at <= ${AS_OF} AND content_hash NOT IN (${neverCounted})
)`;

/**
 * What is known at the parameter `asOf`, in the least time, for few people: nothing is left out, and `doubted` says that
 * another content was told of a fact, or that something takes it back, so that whether it counts is to be asked the long way.
 */
export const factsAtAGlance = (
  columns: readonly FactColumn[],
  where: string,
  from: 'facts' | 'course_descriptions' = 'facts',
): string => `(
SELECT ${columns.join(', ')},
  sipHash128(source, id) IN (SELECT identity FROM voids UNION ALL SELECT identity FROM conflicts) AS doubted
FROM ${from}
WHERE ${where} AND occurred_at <= ${AS_OF} AND recorded_at <= ${AS_OF}
)`;

/**
 * What takes facts back up to `asOf`: `voided`, the identity that is taken back, `void` (its own), `told` and `known_from`
 * in milliseconds, and `content`. A void that is itself one of several contents of an identity holds while it is the one
 * that was told first among those known; a void cannot be voided.
 */
export const voidsOverTime = `
SELECT hex(identity) AS voided, hex(void_identity) AS void, hex(content_hash) AS content,
  min(${MILLISECONDS}(recorded_at)) AS told, greatest(told, ${MILLISECONDS}(occurred_at)) AS known_from
FROM voids
WHERE recorded_at <= ${AS_OF} AND occurred_at <= ${AS_OF} AND identity NOT IN (SELECT void_identity FROM voids)
GROUP BY identity, void_identity, content_hash, occurred_at`;
