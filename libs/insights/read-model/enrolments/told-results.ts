/** Of an AssessmentSubmitted's data; numbers that are not there are 0, as a score's least is. */
const TOLD =
  'Tuple(assessment String, attempt UInt64, passed Nullable(Bool), score Tuple(raw Float64, min Float64, max Float64, scaled Nullable(Float64)))';

const SCALED = `
ifNull(told.score.scaled,
  (told.score.raw - told.score.min) / if(told.score.max > told.score.min, told.score.max - told.score.min, NULL))`;

const UNTOLD = 2;

export const RESULTS_DDL = `
  assessment String, attempt UInt64,
  latest SimpleAggregateFunction(max, Tuple(Int64, String, String, UInt8, Float64, UInt8))`;

/**
 * What each AssessmentSubmitted says, a row per fact: of one key, assessment and attempt the greatest `latest` counts, which
 * is (milliseconds, source, id, was it scored, scaled score, was it passed: 0, 1 or untold). A missing attempt is the first. Each fact's
 * JSON is read once.
 */
export const toldResults = (key: readonly string[], facts: string): string => `
SELECT ${key.join(', ')}, told.assessment AS assessment, greatest(told.attempt, 1) AS attempt,
  (ms, toString(source), id, isNotNull(score), ifNull(score, 0), toUInt8(ifNull(told.passed, ${UNTOLD}))) AS latest
FROM (
  SELECT ${key.join(', ')}, source, id, toUnixTimestamp64Milli(occurred_at) AS ms, JSONExtract(data, '${TOLD}') AS told,
    ${SCALED} AS score
  FROM ${facts}
)`;
