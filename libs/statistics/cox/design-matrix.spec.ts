import { differences, reference } from '../../../test/corpus/statistics/reference.ts';
import { coxRegression } from './cox-regression.ts';
import { type Attribute, type CoxOutcome, designMatrix, withDesign } from './design-matrix.ts';
import { riskSets } from './risk-sets.ts';
import { screenFactors } from './screening.ts';

type Known = readonly (number | null)[];
const R = reference<{
  readonly data: {
    readonly time: readonly number[];
    readonly event: readonly number[];
    readonly celltype: readonly (string | null)[];
  } & Readonly<Record<'trt' | 'karno' | 'diagtime' | 'age' | 'prior', Known>>;
  readonly alone: {
    readonly p: readonly number[];
    readonly adjustedP: readonly number[];
    readonly leftOut: readonly number[];
    readonly coefficients: readonly (readonly number[])[];
  };
  readonly together: { readonly coefficients: readonly number[]; readonly leftOut: number };
  readonly withLevel: readonly number[];
}>('cox-screening');

const outcome: CoxOutcome = { exit: Float64Array.from(R.data.time), event: Uint8Array.from(R.data.event) };
const celltype: Attribute = {
  kind: 'categorical',
  name: 'celltype',
  values: R.data.celltype,
  reference: 'squamous',
};
const numeric = (name: 'trt' | 'karno' | 'diagtime' | 'age' | 'prior'): Attribute => ({
  kind: 'numeric',
  name,
  values: R.data[name],
});
const attributes = [numeric('trt'), celltype, ...(['karno', 'diagtime', 'age', 'prior'] as const).map(numeric)];
const ones = new Float64Array(outcome.exit.length).fill(1);
const fitted = (from: readonly Attribute[]) => {
  const fit = coxRegression(riskSets(withDesign(outcome, designMatrix(from, ones))));
  return fit.coefficients.map(({ coefficient }) => coefficient);
};

it('leaves out the rows that R leaves out and codes the levels as R codes them', () => {
  const { leftOut, rows, terms, covariates } = designMatrix(attributes, ones);
  expect(covariates.map(({ name }) => name)).toEqual([
    'trt',
    'celltype=adeno',
    'celltype=large',
    'celltype=smallcell',
    'karno',
    'diagtime',
    'age',
    'prior',
  ]);
  expect(leftOut).toBe(R.together.leftOut);
  expect(rows).toHaveLength(ones.length - leftOut);
  expect(terms.map(({ missing }) => missing)).toEqual(R.alone.leftOut);
  expect(differences(fitted(attributes), R.together.coefficients, 1e-8)).toEqual([]);
});

it('gives what is not known a level of its own where that is wished', () => {
  expect(differences(fitted([{ ...celltype, missingAs: 'not told' }]), R.withLevel, 1e-8)).toEqual([]);
});

it('screens each factor alone, with the p-values of R and their adjustment', () => {
  const screened = screenFactors(outcome, attributes);
  const ours = {
    p: screened.map(({ likelihoodRatio }) => likelihoodRatio?.p),
    adjustedP: screened.map(({ adjustedP }) => adjustedP),
    leftOut: screened.map(({ leftOut }) => leftOut),
    coefficients: screened.map(({ coefficients }) => coefficients.map(({ coefficient }) => coefficient)),
  };
  expect(differences(ours, R.alone, 1e-8)).toEqual([]);
});

it('leaves a factor in which all are alike untested, and the others adjusted without it', () => {
  const alike: Attribute = { kind: 'categorical', name: 'site', values: Array.from(ones, () => 'Oslo') };
  const [first, second] = screenFactors(outcome, [alike, numeric('karno')]);
  expect(first).toMatchObject({ term: 'site', reference: 'Oslo', likelihoodRatio: null, adjustedP: null });
  expect(second?.adjustedP).toBe(second?.likelihoodRatio?.p);
});

describe('the reference', () => {
  const level = (values: readonly (string | null)[], more: { reference?: string } = {}): Attribute => ({
    kind: 'categorical',
    name: 'team',
    values,
    ...more,
  });
  const counts = Float64Array.of(1, 1, 5, 2);

  it('is the level of most individuals, not of most rows', () => {
    expect(designMatrix([level(['a', 'a', 'b', 'c'])], counts).terms).toEqual([
      { term: 'team', reference: 'b', covariates: ['team=a', 'team=c'], missing: 0 },
    ]);
  });

  it('is the first in order of levels with as many', () => {
    expect(designMatrix([level(['z', 'y', null, 'x'])], Float64Array.of(3, 3, 9, 3)).terms).toEqual([
      { term: 'team', reference: 'x', covariates: ['team=y', 'team=z'], missing: 9 },
    ]);
  });

  it('must be a level of some row', () => {
    expect(() => designMatrix([level(['a', 'a', 'b', 'c'], { reference: 'd' })], counts)).toThrow(
      new RangeError('team is d in no row; it is one of a, b, c'),
    );
  });
});

it('refuses an attribute of another length', () => {
  expect(() => designMatrix([numeric('age')], ones.subarray(1))).toThrow('age has 137 rows, the counts have 136');
});
