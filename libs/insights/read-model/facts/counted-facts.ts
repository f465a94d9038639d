/** The parameter of every question: milliseconds since 1970. */
export const AS_OF = "fromUnixTimestamp64Milli({asOf:Int64}, 'UTC')";

/** The columns that a question may take from the facts. */
export type FactColumn =
  | 'source'
  | 'id'
  | 'type'
  | 'learner'
  | 'course'
  | 'run'
  | 'registration'
  | 'occurred_at'
  | 'recorded_at'
  | 'content_hash'
  | 'data';

/**
 * Versions that do not count as known at `asOf`: of an identity with several contents all but the one with the least
 * (recorded_at, content_hash); of a voided identity all. Both are rare, so this looks at few rows.
 */
export const excludedVersions = `
SELECT arrayJoin(if(identity IN (${voidedIdentities()}), versions, arrayPopFront(versions))) FROM (
  SELECT identity, arrayMap(version -> version.2, arraySort(groupArray((told, content_hash)))) AS versions FROM (
    SELECT identity, content_hash, min(recorded_at) AS told
    FROM fact_versions
    WHERE identity IN (SELECT identity FROM conflicts UNION ALL SELECT identity FROM voids)
    GROUP BY identity, content_hash
    HAVING told <= ${AS_OF}
  )
  GROUP BY identity
)`;

/** A void cannot be voided; one whose own identity has several contents counts as the version that was told first. */
function voidedIdentities(): string {
  return `
  SELECT argMin(identity, (recorded_at, content_hash)) FROM voids
  WHERE recorded_at <= ${AS_OF} AND occurred_at <= ${AS_OF} AND identity NOT IN (SELECT void_identity FROM voids)
  GROUP BY void_identity`;
}

export interface CountedFacts {
  readonly columns: readonly FactColumn[];
  /** SQL over the columns of `facts`. */
  readonly where?: string;
  /** A read model that keeps some of the facts whole. */
  readonly from?: 'facts' | 'course_descriptions';
  /** Every version counts: no conflict and no void is known. Then nothing has to be looked for in each row. */
  readonly allCount?: boolean;
}

/**
 * The facts that count as known at the parameter `asOf`, one row for each telling: the same version may be there more
 * than once, with one content_hash, and what reads it must not mind (sets, minima, maxima).
 */
export const countedFacts = ({ columns, where = '1', from = 'facts', allCount = false }: CountedFacts): string => `(
SELECT ${columns.join(', ')} FROM ${from}
WHERE ${where} AND occurred_at <= ${AS_OF} AND recorded_at <= ${AS_OF}
  ${allCount ? '' : `AND content_hash NOT IN (${excludedVersions})`}
)`;
