import { coxRegression, riskSets } from '../../libs/statistics/dist/index.js';
import { coxph } from './baselines/coxph.mjs';
import { alternate, options, report } from './measure.mjs';

/**
 * Cox regression as `dropout-factors` asks it, ten terms and 300 distinct times, against R's `coxph` on the same columns in the
 * same run: from unsorted rows to coefficients, errors and tests. Where there is no R, against what it once took.
 */
const TIMES = 300;
/** The fastest run of R 4.2.2 with survival 3.5-3 on 2 cores; in proportion for other scales. */
const MEASURED_ONCE = { enrolments: 1_000_000, seconds: 7.5, coreSeconds: 0.66 };

const { scale, rounds, json } = options();
const count = Math.round(1_000_000 * scale);

/** A small linear congruential generator: the rows are the same in every run. */
const random = (seed) => () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;

/** Half of the terms are numbers with many values, so that hardly any two rows are alike. */
const enrolments = () => {
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

const told = enrolments();
const data = {
  exit: told.exit,
  event: told.event,
  covariates: told.columns.map((values, term) => ({ name: `x${term + 1}`, term: `x${term + 1}`, values })),
};
const events = data.event.reduce((sum, value) => sum + value, 0);
const times = new Set(data.exit).size;
console.log(`${count.toLocaleString('en')} enrolments, ${events.toLocaleString('en')} events, ${times} times`);

const ours = () => {
  const started = performance.now();
  const { coefficients } = coxRegression(riskSets(data));
  return { count, seconds: (performance.now() - started) / 1000, coefficients };
};

// Warm, and of one mind, before anything is measured.
const { coefficients } = ours();
const theirs = await coxph(told);
if (!theirs) console.log('no R with survival here: the baseline is what it took when it was measured once');
theirs?.coefficients.forEach((value, term) => {
  const own = coefficients[term].coefficient;
  if (!(Math.abs(own - value) <= 1e-8 * Math.abs(value))) throw new Error(`x${term + 1}: ${own} against ${value} of R`);
});

const share = count / MEASURED_ONCE.enrolments;
const once = { seconds: MEASURED_ONCE.seconds * share, coreSeconds: MEASURED_ONCE.coreSeconds * share };
let last = once;
const rates = await alternate(rounds, {
  "R's coxph": async () => {
    last = (theirs && (await coxph(told))) ?? once;
    return { count, seconds: last.seconds };
  },
  "R's coxph.fit, the C code alone": async () => ({ count, seconds: last.coreSeconds }),
  "Laurel's Cox regression": async () => ours(),
});
const ratio = rates["Laurel's Cox regression"] / rates["R's coxph"];
await report({
  name: 'cox',
  unit: 'enrolments',
  rates,
  bars: [{ what: "rate against R's coxph (aim 5)", ratio, atLeast: 1 }],
  json,
});
