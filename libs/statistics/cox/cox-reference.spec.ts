import { differences, reference } from '../../../test/corpus/statistics/reference.ts';
import { type CoxData } from './cox-data.ts';
import { type CoxFit, coxRegression } from './cox-regression.ts';
import { type Proportionality, proportionality } from './proportionality.ts';
import { riskSets } from './risk-sets.ts';

/** `coxph` and `cox.zph` of R survival on its public data sets and on made ones with heavy ties: test/corpus/statistics/cox.R. */
interface Regression {
  readonly data: {
    readonly covariates: readonly {
      readonly name: string;
      readonly term: string;
      readonly values: readonly number[];
    }[];
    readonly exit: readonly number[];
    readonly event: readonly number[];
    readonly entry: readonly number[] | null;
    readonly stratum: readonly number[] | null;
    readonly cluster: readonly number[] | null;
  };
  readonly robust: number;
  readonly warnings: readonly string[];
  readonly fit: CoxFit;
  readonly km: Proportionality;
  readonly identity: Proportionality;
}

const REGRESSIONS = reference<Readonly<Record<string, Regression>>>('cox');
const { separated, monotone, ...regular } = REGRESSIONS;
const TOLERANCE = 1e-8;

const dataOf = ({ data }: Regression): CoxData => ({
  covariates: data.covariates.map(({ name, term, values }) => ({ name, term, values: Float64Array.from(values) })),
  exit: Float64Array.from(data.exit),
  event: Uint8Array.from(data.event),
  ...(data.entry && { entry: Float64Array.from(data.entry) }),
  ...(data.stratum && { stratum: Int32Array.from(data.stratum) }),
  ...(data.cluster && { cluster: Int32Array.from(data.cluster) }),
});

/** With lists for typed arrays, which have no length among their entries as R's lists do. */
const listed = (fit: CoxFit): unknown =>
  JSON.parse(JSON.stringify(fit, (_, value: unknown) => (value instanceof Float64Array ? [...value] : value)));

describe.each(Object.entries(regular))('%s', (_, theirs) => {
  const sets = riskSets(dataOf(theirs));
  const fit = coxRegression(sets, { robust: theirs.robust === 1 });

  it('has the coefficients, errors, intervals and tests of coxph', () => {
    expect(differences(listed(fit), theirs.fit, TOLERANCE)).toEqual([]);
  });

  it.each(['km', 'identity'] as const)('has the tests of proportionality of cox.zph, transform %s', (transform) => {
    const ours = proportionality(sets, fit, transform);
    const { terms, global } = theirs[transform];
    expect(differences({ terms: ours?.terms, global: ours?.global }, { terms, global }, TOLERANCE)).toEqual([]);
  });

  it('warns of nothing but what coxph leaves out', () => {
    const missing = fit.coefficients.filter(({ coefficient }) => coefficient === null).map(({ name }) => name);
    const expected = missing.length === 0 ? [] : [{ kind: 'not-estimable', covariates: missing }];
    expect(fit.warnings).toEqual(expected);
    expect(theirs.warnings).toEqual([]);
  });
});

describe('a covariate that no finite coefficient satisfies', () => {
  it('is named where the likelihood settles before it does', () => {
    const fit = coxRegression(riskSets(dataOf(monotone!)));
    expect(monotone!.warnings).toEqual(['Loglik converged before variable  1 ; coefficient may be infinite. ']);
    expect(fit.warnings).toEqual([{ kind: 'may-be-infinite', covariates: ['a'] }]);
    expect(fit.iterations).toBe(monotone!.fit.iterations);
    expect(differences(fit.logLikelihood, monotone!.fit.logLikelihood, TOLERANCE)).toEqual([]);
  });

  it('is told as not converged where the iterations run out first', () => {
    const fit = coxRegression(riskSets(dataOf(separated!)));
    expect(separated!.warnings).toEqual(['Ran out of iterations and did not converge']);
    expect(fit).toMatchObject({ converged: false, warnings: [{ kind: 'not-converged', iterations: 20 }] });
  });
});
