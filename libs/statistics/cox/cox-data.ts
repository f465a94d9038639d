import { real } from '../typed.ts';

/** A column of numbers in the regression, part of a term: `gender=F` of the term `gender`. */
export interface Covariate {
  readonly name: string;
  readonly term: string;
  readonly values: Float64Array;
}

/**
 * Rows of a proportional hazards regression, one array a field, all of one length, in any order.
 *
 * A row says: `count` individuals with these covariates were at risk after `entry` up to and including `exit`, and left then
 * with the event or were censored. An individual may be told in several rows, one after the other, as its covariates change.
 * `count` is a number of individuals and not a weight: among tied events it stands for that many tied individuals, where
 * the case weights of R's `coxph` stand for one heavy individual.
 */
export interface CoxData {
  readonly covariates: readonly Covariate[];
  readonly exit: Float64Array;
  /** 1 is the event, 0 is censored. */
  readonly event: Uint8Array;
  /** Default: at risk from before the first event. */
  readonly entry?: Float64Array;
  /** Default 1. */
  readonly count?: Float64Array;
  /** Each stratum has a baseline hazard of its own. Default: one stratum. */
  readonly stratum?: Int32Array;
  /** Rows of one learner for the robust variance. Default: every individual is its own. */
  readonly cluster?: Int32Array;
}

/** @throws RangeError that names the field and the row: another length, a time that is no number, an entry not before the exit. */
export const assertCoxData = (data: CoxData): void => {
  const { covariates, exit, event, entry, count, stratum, cluster } = data;
  const fields = Object.entries({ event, entry, count, stratum, cluster });
  for (const [name, values] of [...fields, ...covariates.map(({ name, values }) => [name, values] as const)])
    if (values && values.length !== exit.length)
      throw new RangeError(`${name} has ${values.length} rows, exit has ${exit.length}`);
  refuseNoNumber('exit', exit);
  refuse('event', event, (value) => value <= 1);
  if (count) refuse('count', count, (value) => value >= 1 && value % 1 === 0);
  if (entry) refuse('entry', entry, (value, row) => value < (exit[row] ?? NaN));
  for (const { name, values } of covariates) refuseNoNumber(name, values);
};

/** A sum is finite only if all of it is: the row is looked for only where there is one to be found, or the sum overflows. */
const refuseNoNumber = (name: string, values: Float64Array): void => {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += real(values, row);
  if (!Number.isFinite(sum)) refuse(name, values, Number.isFinite);
};

const refuse = <Values extends Float64Array | Uint8Array>(
  name: string,
  values: Values,
  holds: (value: number, row: number) => boolean,
): void => {
  const row = values.findIndex((value, at) => !holds(value, at));
  if (row >= 0) throw new RangeError(`${name} of row ${row} is ${values[row]}`);
};
