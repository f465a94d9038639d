import { type AllCount } from '../facts/counted-facts.ts';
import { openingsOf } from './enrolment-facts.ts';
import { type Bind, type Look } from './look-ahead.ts';

/** Learners whose facts must be held against each other, and the enrolments that they opened. */
export interface Knots {
  readonly learners: readonly string[];
  /** The rows of `openingsOf`, as the engine writes them. */
  readonly openings: string;
}

const OPENINGS = 'Array(Tuple(String, String, Array(Tuple(Int64, String, String, UInt32))))';
const FEW_CHARACTERS = 50_000;

/** Of no learners none; undefined where they opened too many enrolments for a query. */
export const knotsOf = async (
  look: Look,
  learners: readonly string[],
  allCount: AllCount,
): Promise<Knots | null | undefined> => {
  if (learners.length === 0) return null;
  const rows = openingsOf(allCount, 'learner IN {knotted:Array(String)}');
  const sql = `SELECT toString(groupArray((course, learner, openings))) AS openings FROM ${rows}`;
  const openings = String((await look(sql, { knotted: learners }))['openings'] ?? '[]');
  return openings.length <= FEW_CHARACTERS ? { learners, openings } : undefined;
};

/** SQL with the columns of `openingsOf`. */
export const openedBy = ({ openings }: Knots, bind: Bind): string => `(
SELECT one.1 AS course, one.2 AS learner, one.3 AS openings FROM (SELECT arrayJoin(CAST(${bind(openings)}, '${OPENINGS}')) AS one)
)`;
