import { type SymmetricMatrix, zeroMatrix } from '../linear-algebra.ts';
import { addMultiple, quadraticForm } from '../quadratic-form.ts';
import { chiSquaredUpperTail } from '../special-functions.ts';
import { type LifeTable, type LifeTableRow, riskSets } from '../survival/life-table.ts';
import { type Cause, varianceOfShare } from './cumulative-incidence.ts';

export interface GraysTest {
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  /** From the upper tail; null where there is nothing to compare. */
  readonly p: number | null;
}

/**
 * The test that the cumulative incidence of a cause is the same in all groups (Gray 1988, rho = 0), equal to R's
 * cmprsk::cuminc. Strata as in the log-rank test: each has the life tables of all groups, in one order. The method knows
 * no delayed entry: throws where a table has entries.
 */
export const graysTest = (strata: readonly (readonly LifeTable[])[], cause: Cause): GraysTest => {
  if (strata.flat(2).some(({ entered }) => entered > 0))
    throw new RangeError("Gray's test is not defined with delayed entry");
  const size = Math.max(0, ...strata.map((tables) => tables.length));
  const score = new Float64Array(size);
  const variance = zeroMatrix(size);
  for (const tables of strata) {
    const stratum = new Stratum(tables, cause, score);
    for (const jump of stratum.jumps()) addSquare(variance, jump);
  }
  const { value, rank } = quadraticForm(score, variance);
  return { chiSquared: value, degreesOfFreedom: rank, p: rank === 0 ? null : chiSquaredUpperTail(value, rank) };
};

/** One group on its way through the times of its stratum. */
interface Member {
  readonly group: number;
  /** Its share that left for neither cause, S, and for the tested one, F: before the time at hand. */
  survival: number;
  incidence: number;
  /** By group, what the pooled hazard has taken from the group's score for each unit of this member, so far. */
  readonly compensator: Float64Array;
}

/** A member at a time at which it has somebody at risk. */
interface Present {
  readonly member: Member;
  readonly atRisk: number;
  readonly own: number;
  readonly other: number;
  /** At risk, had nobody left for the other cause: n / S, Gray's h. */
  readonly adjusted: number;
}

/**
 * What a member's events of one time add to the scores: `fixed`, and `leverage` times its compensator at the end, which
 * is known only then. `variance` is that of the events' share.
 */
interface Jump {
  readonly member: Member;
  readonly fixed: Float64Array;
  readonly leverage: number;
  readonly variance: number;
}

class Stratum {
  private readonly members: readonly Member[];
  /** The pooled incidence of the tested cause, before the time at hand. */
  private pooled = 0;

  constructor(
    private readonly tables: readonly LifeTable[],
    private readonly cause: Cause,
    private readonly score: Float64Array,
  ) {
    this.members = tables.map((_, group) => {
      return { group, survival: 1, incidence: 0, compensator: new Float64Array(score.length) };
    });
  }

  /** Goes through all times, adding to the score. */
  jumps(): readonly Jump[] {
    const jumps: Jump[] = [];
    for (const { groups } of riskSets(this.tables)) {
      const present = this.presentAt(groups);
      if (present.some(({ own, other }) => own + other > 0)) jumps.push(...this.advance(present));
    }
    return jumps;
  }

  private presentAt(rows: readonly LifeTableRow[]): readonly Present[] {
    return this.members.flatMap((member, group) => {
      const row = rows[group];
      if (!row || row.atRisk === 0) return [];
      const { atRisk, dropouts, completions } = row;
      const [own, other] = this.cause === 'dropout' ? [dropouts, completions] : [completions, dropouts];
      return [{ member, atRisk, own, other, adjusted: atRisk / member.survival }];
    });
  }

  private advance(present: readonly Present[]): readonly Jump[] {
    const own = sum(present, (one) => one.own);
    const adjusted = sum(present, (one) => one.adjusted);
    this.addScore(present, own);
    const pooledAfter = this.pooled + own / adjusted;
    const jumps: Jump[] = [];
    for (const { member, ...now } of present) {
      const direct = directions(present, { member, ...now }, adjusted, this.score.length);
      addMultiple(member.compensator, direct, own / (adjusted * (1 - this.pooled)));
      const after = (member.survival * (now.atRisk - now.own - now.other)) / now.atRisk;
      const left = after > 0 ? (1 - pooledAfter) / after : 0;
      if (own > 0) {
        const ties = own > 1 ? 1 - (own - 1) / (adjusted * member.survival - 1) : 1;
        const variance = (ties * member.survival * own) / (adjusted * now.atRisk);
        jumps.push(jumpOf(member, direct, { leverage: 1 - left, variance }));
      }
      if (now.other > 0 && after > 0) {
        const variance = member.survival ** 2 * varianceOfShare(now.other, now.atRisk);
        jumps.push(jumpOf(member, new Float64Array(direct.length), { leverage: -left, variance }));
      }
      member.incidence += (member.survival * now.own) / now.atRisk;
      member.survival = after;
    }
    this.pooled = pooledAfter;
    return jumps;
  }

  /** Observed less expected, in proportion to those still to have the event: Gray's R = n (1 - F) / S. */
  private addScore(present: readonly Present[], events: number): void {
    const weight = ({ member, adjusted }: Present): number => adjusted * (1 - member.incidence);
    const total = sum(present, weight);
    for (const one of present) {
      const { group } = one.member;
      this.score[group] = (this.score[group] ?? 0) + one.own - (events * weight(one)) / total;
    }
  }
}

/** By group, what one more event in this member adds directly: Gray's a. */
const directions = (present: readonly Present[], of: Present, total: number, size: number): Float64Array => {
  const row = new Float64Array(size);
  for (const { member, adjusted } of present) {
    const itself = member === of.member ? 1 : 0;
    row[member.group] = adjusted * (itself - of.adjusted / total);
  }
  return row;
};

const jumpOf = (member: Member, direct: Float64Array, rest: Pick<Jump, 'leverage' | 'variance'>): Jump => {
  const fixed = direct.slice();
  addMultiple(fixed, member.compensator, -rest.leverage);
  return { member, fixed, ...rest };
};

const addSquare = (matrix: SymmetricMatrix, { member, fixed, leverage, variance }: Jump): void => {
  const whole = fixed.slice();
  addMultiple(whole, member.compensator, leverage);
  for (let row = 0; row < matrix.length; row++) addMultiple(matrix[row], whole, (whole[row] ?? 0) * variance, row);
};

const sum = <T>(list: readonly T[], of: (item: T) => number): number =>
  list.reduce((total, item) => total + of(item), 0);
