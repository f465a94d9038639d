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
SELECT arrayJoin(if(identity IN (${voidedIdentities()}), versions, arrayPopFront(versions))) AS hash FROM (
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

/**
 * Whether every version counts: true where no conflict and no void is known, false where the query has to look for those
 * that do not. A few are named instead, by their hashes in hexadecimal: the look makes long SQL of short.
 */
export type AllCount = boolean | { readonly except: readonly string[] };

const HASHES = /^(?:[0-9A-F]{32}(?:,(?=.)|$))+$/;

/** The hashes of versions that do not count. */
export const excludedHashes = (allCount: AllCount): string => {
  if (typeof allCount === 'boolean') return excludedVersions;
  const hashes = allCount.except.join(',');
  if (!HASHES.test(hashes)) throw new Error(`${hashes} are no hashes`);
  return `SELECT toFixedString(unhex(arrayJoin(splitByChar(',', '${hashes}'))), 16)`;
};

export interface CountedFacts {
  readonly columns: readonly FactColumn[];
  /** SQL over the columns of `facts`. */
  readonly where?: string;
  /** A read model that keeps some of the facts whole. */
  readonly from?: 'facts' | 'course_descriptions';
  readonly allCount?: AllCount;
}

/**
 * The facts that count as known at the parameter `asOf`, one row for each telling: the same version may be there more
 * than once, with one content_hash, and what reads it must not mind (sets, minima, maxima).
 */
export const countedFacts = ({ columns, where = '1', from = 'facts', allCount = false }: CountedFacts): string => `(
SELECT ${columns.join(', ')} FROM ${from}
WHERE ${where} AND occurred_at <= ${AS_OF} AND recorded_at <= ${AS_OF}
  ${allCount === true ? '' : `AND content_hash NOT IN (${excludedHashes(allCount)})`}
)`;
