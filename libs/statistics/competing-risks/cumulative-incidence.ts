import { type LifeTable } from '../survival/life-table.ts';

/** What ends an enrolment, of two that compete. */
export type Cause = 'dropout' | 'completion';

/** A step of the curve: the share that left for this cause by a time. */
export interface IncidencePoint {
  readonly time: number;
  readonly cumulativeIncidence: number;
  readonly standardError: number;
}

/**
 * The cumulative incidence of a cause beside the other (Aalen & Johansen 1978), at every time at which the cause happens,
 * with the error of R's cmprsk::cuminc (Gray 1988): Var F(t) is the sum over the times u up to t of
 * S(u-)^2 d (n - d) / (n^2 (n - 1)) times (1 - (F(t) - F(u)) / S(u))^2 for the cause's own d and ((F(t) - F(u)) / S(u))^2
 * for the other's. The incidences of both causes and the share that left for neither add up to 1.
 */
export const cumulativeIncidence = (table: LifeTable, cause: Cause): readonly IncidencePoint[] => {
  let survival = 1;
  let incidence = 0;
  const variance = new MovingVariance();
  return table.flatMap(({ time, atRisk, dropouts, completions }) => {
    const [own, other] = cause === 'dropout' ? [dropouts, completions] : [completions, dropouts];
    if (own + other === 0) return [];
    const before = survival;
    survival *= (atRisk - own - other) / atRisk;
    incidence += (before * own) / atRisk;
    // Where nobody is left, nothing that happens later counts any more.
    const inverse = survival > 0 ? 1 / survival : 0;
    const scale = before ** 2;
    variance.add(scale * varianceOfShare(own, atRisk), 1 + incidence * inverse, inverse);
    variance.add(scale * varianceOfShare(other, atRisk), incidence * inverse, inverse);
    if (own === 0) return [];
    return [{ time, cumulativeIncidence: incidence, standardError: Math.sqrt(variance.at(incidence)) }];
  });
};

/** Of d / n, d being drawn without replacement where there is more than one. */
export const varianceOfShare = (events: number, atRisk: number): number => {
  if (events === 0) return 0;
  const ties = events > 1 ? (atRisk - events) / (atRisk - 1) : 1;
  return (ties * events) / atRisk ** 2;
};

/** A sum of weight * (level - F * slope)^2, of which F keeps moving: its three moments are enough. */
class MovingVariance {
  private level = 0;
  private slope = 0;
  private both = 0;

  add(weight: number, level: number, slope: number): void {
    this.level += weight * level ** 2;
    this.slope += weight * slope ** 2;
    this.both += weight * level * slope;
  }

  at(incidence: number): number {
    return Math.max(0, this.level + incidence ** 2 * this.slope - 2 * incidence * this.both);
  }
}
