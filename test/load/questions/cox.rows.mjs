import { coxRegression, riskSets } from '../../../libs/statistics/dist/index.js';
import { coxph } from '../baselines/coxph.mjs';

const TIMES = 300;
/** The fastest run of R 4.2.2 with survival 3.5-3 on 2 cores; in proportion for other scales. */
const MEASURED_ONCE = { enrolments: 1_000_000, ms: 7_500 };
const FACTS_AN_ENROLMENT = 10;

/** A small linear congruential generator: the rows are the same in every run. */
const random = (seed) => () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;

/** Half of the terms are numbers with many values, so that hardly any two rows are alike. */
const enrolments = (count) => {
  const next = random(20261125);
  const terms = [
    { effect: 0.2, draw: () => Number(next() < 0.45) },
    { effect: -0.3, draw: () => Number(next() < 0.2) },
    { effect: 0.4, draw: () => Number(next() < 0.1) },
    { effect: 0.1, draw: () => Number(next() < 0.3) },
    { effect: 0.2, draw: () => Math.floor(3 * next()) },
    { effect: -0.01, draw: () => Math.round(20 + 40 * next()) },
    { effect: 0.002, draw: () => 30 * (1 + Math.floor(4 * next())) },
    { effect: 0.01, draw: () => Math.floor(-20 * Math.log(1 - next())) },
    { effect: -1.5, draw: () => next() },
    { effect: -0.005, draw: () => 100 * next() },
  ];
  const columns = terms.map(({ draw }) => Float64Array.from({ length: count }, draw));
  const [exit, event] = [new Float64Array(count), new Uint8Array(count)];
  for (let row = 0; row < count; row++) {
    const predictor = terms.reduce((sum, { effect }, term) => sum + effect * columns[term][row], 0);
    const leaves = Math.ceil(-300 * Math.log(1 - next()) * Math.exp(-predictor));
    const watched = Math.min(TIMES, Math.ceil(600 * next()));
    exit[row] = Math.min(leaves, watched);
    event[row] = Number(leaves <= watched);
  }
  return { exit, event, columns };
};

/**
 * Cox regression as `dropout-factors` asks it, ten terms and 300 distinct times, against R's `coxph` on the same columns: from
 * unsorted rows to coefficients, errors and tests. Where there is no R, against what it once took.
 */
export const coxRows = ({ told }) => {
  const count = Math.round(told.count / FACTS_AN_ENROLMENT);
  let made;
  const columnsOf = () => (made ??= enrolments(count));
  let theirs;
  const askR = async () => {
    theirs = await coxph(columnsOf());
    return { ms: theirs ? theirs.seconds * 1000 : (MEASURED_ONCE.ms * count) / MEASURED_ONCE.enrolments };
  };
  const askOurs = () => {
    const { exit, event, columns: terms } = columnsOf();
    const covariates = terms.map((values, term) => ({ name: `x${term + 1}`, term: `x${term + 1}`, values }));
    const { coefficients } = coxRegression(riskSets({ exit, event, covariates }));
    theirs?.coefficients.forEach((value, term) => {
      const own = coefficients[term].coefficient;
      if (!(Math.abs(own - value) <= 1e-8 * Math.abs(value)))
        throw new Error(`x${term + 1}: ${own} against ${value} of R`);
    });
  };
  return [
    { name: "R's coxph, 10 terms", ask: askR },
    { name: 'Cox regression, 10 terms', ask: askOurs, against: "R's coxph, 10 terms", atMost: 1 },
  ];
};
