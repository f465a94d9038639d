import { symlink } from 'node:fs/promises';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startImport } from '../support/csv-import.mjs';
import { OULAD_TOTALS, ouladFolder, publishedFigures } from '../support/oulad.mjs';
import { asker, freePort, newDataFolder, removeFolder, startServer, whenCaughtUp } from '../support/server.mjs';

/**
 * What Laurel says about OULAD, asked over HTTP: of a running server (LAUREL_URL, LAUREL_KEY) that has the import, or of one
 * started here, which imports it. Prints a table; --json FILE has the whole answers. oulad-questions.R works the same figures
 * out from the CSV files alone.
 */
const { values } = parseArgs({ options: { json: { type: 'string' } } });

const curve = (name, body) => ({ name, question: 'dropout-curve', body: { at: [30, 90, 180], ...body } });
const RUN_START = { origin: 'run-start' };
const ALL = { ...RUN_START, cohort: 'all' };
const REGISTRATION = { origin: 'enrolment' };
const by = (field, origin) => [
  curve(`by ${field}`, { ...origin, groupBy: field }),
  curve(`by ${field}, stratified by course`, { ...origin, groupBy: field, stratifyBy: 'course' }),
];

/** What is told at registration, as the dataset has it. */
const FACTORS = [
  ...['gender', 'region', 'highest_education', 'imd_band', 'age_band', 'disability'].map((name) => ({ field: `enrolment.${name}` })),
  ...['num_of_prev_attempts', 'studied_credits'].map((name) => ({ field: `enrolment.${name}`, kind: 'number' })),
];
const factors = (name, body) => ({
  name: `factors, ${name}, stratified by course`,
  question: 'dropout-factors',
  body: { factors: FACTORS, stratifyBy: 'course', screen: true, ...body },
});

/** A further question about OULAD is one more line here. */
const QUESTIONS = [
  curve('run start, enrolled at origin', RUN_START),
  curve('run start, all', ALL),
  curve('run start, enrolled at origin, delayed entry', { ...RUN_START, delayedEntry: true }),
  curve('run start, all, delayed entry', { ...ALL, delayedEntry: true }),
  curve('registration', REGISTRATION),
  ...Object.entries({ 'run start': RUN_START, 'delayed entry': { ...RUN_START, delayedEntry: true }, registration: REGISTRATION }).flatMap(
    ([origin, body]) =>
      [
        ...by('enrolment.gender', body),
        ...by('enrolment.highest_education', body),
        curve('by course', { ...body, groupBy: 'course' }),
      ].map((one) => ({ ...one, name: `${origin}, ${one.name}` })),
  ),
  factors('run start', RUN_START),
  factors('run start, errors of the model', { ...RUN_START, robust: false }),
  factors('delayed entry', { ...RUN_START, delayedEntry: true }),
  factors('registration', REGISTRATION),
];

/** The files of the dataset but its click log, which no question here looks at. */
const withoutClicks = async (folder, into) => {
  await mkdir(into);
  for (const file of await readdir(folder)) {
    if (!file.startsWith('studentVle')) await symlink(join(folder, file), join(into, file));
  }
  return into;
};

const askAll = async (ask) => {
  const answers = [];
  for (const { name, question, body } of QUESTIONS) {
    answers.push({ name, question, body, answer: await ask(`/v1/questions/${question}`, body) });
  }
  return answers;
};

const ofOwnServer = async () => {
  const oulad = ouladFolder();
  if (!oulad) {
    throw new Error(
      'The OULAD files are not there: put them beside the repository, in ../shared/data/oulad, or say where in LAUREL_DATA_SETS',
    );
  }
  const data = await newDataFolder('oulad-questions');
  const server = await startServer({ data, port: await freePort() });
  try {
    const key = await server.key();
    const files = await withoutClicks(oulad, join(data, 'oulad'));
    console.log('importing …');
    await startImport({ url: server.url, key, files, state: join(data, 'imports') }).done();
    const ask = asker(server, key);
    await whenCaughtUp(ask, 600_000);
    const { totals } = await ask('/v1/questions/course-overview', {});
    const is = JSON.stringify(publishedFigures(totals));
    if (is !== JSON.stringify(OULAD_TOTALS)) throw new Error(`not what its publisher counts: ${is}`);
    return await askAll(ask);
  } finally {
    await server.stop();
    await removeFolder(data);
  }
};

const figure = (value, digits) => (value === null || value === undefined ? '-' : value.toFixed(digits));
const small = (value) => (value === null || value === undefined ? '-' : value.toPrecision(4));

const printCurves = ({ groups, logRank, gray }) => {
  console.log('  learners  events  censored  leftOut  notIn  median    S(30)    S(90)   S(180)  value');
  for (const { value, learners, events, censored, leftOut, notInCohort, median, at } of groups) {
    const counts = [learners, events, censored, leftOut, notInCohort].map(String);
    const [l, e, c, o, n] = [10, 8, 10, 9, 7].map((width, index) => counts[index].padStart(width));
    const shares = at.map(({ survival }) => figure(survival, 5).padStart(9)).join('');
    console.log(`${l}${e}${c}${o}${n}${figure(median, 1).padStart(8)}${shares}  ${value ?? ''}`);
  }
  if (!logRank) return;
  const test = (of) => `chi-squared ${of.chiSquared.toFixed(4)}, ${of.degreesOfFreedom} df, p ${small(of.p)}`;
  console.log(`  log-rank (${logRank.strata} strata): ${test(logRank)}`);
  if (gray) console.log(`  Gray, dropout: ${test(gray.dropout)}`);
};

const printFactors = ({ enrolments, learners, events, leftOut, factors, tests, proportionality, screening, warnings }) => {
  console.log(`  ${enrolments} enrolments of ${learners} learners, ${events} dropouts; left out: ${JSON.stringify(leftOut)}`);
  const test = (of) => `chi-squared ${of.chiSquared.toFixed(4)}, ${of.degreesOfFreedom} df, p ${small(of.p)}`;
  for (const { factor, levels } of factors) {
    const ph = proportionality.factors.find((one) => one.factor === factor);
    const alone = screening.find((one) => one.factor === factor);
    console.log(`  ${factor}; proportional: ${test(ph)}; alone: ${test(alone.likelihoodRatio)}, adjusted p ${small(alone.adjustedP)}`);
    for (const { value, reference, hazardRatio, lower, upper, standardError, robustStandardError, p } of levels) {
      const figures = [hazardRatio, lower, upper, standardError, robustStandardError].map((one) => figure(one, 6).padStart(11)).join('');
      console.log(`  ${figures}  ${small(p).padEnd(10)} ${value ?? 'each 1 more'}${reference ? ' (reference)' : ''}`);
    }
  }
  for (const name of ['likelihoodRatio', 'wald', 'score', 'robustScore']) if (tests[name]) console.log(`  ${name}: ${test(tests[name])}`);
  console.log(`  proportionality, all: ${test(proportionality.global)}`);
  for (const { message } of warnings) console.log(`  ${message}`);
};

const print = ({ name, question, answer }) => {
  console.log(`\n${name}`);
  if (question === 'dropout-factors') printFactors(answer);
  else printCurves(answer);
};

const { LAUREL_URL: url, LAUREL_KEY: key } = process.env;
const answers = url && key ? await askAll(asker({ url }, key)) : await ofOwnServer();
for (const one of answers) print(one);
if (values.json) await writeFile(values.json, `${JSON.stringify(answers, null, 1)}\n`);
