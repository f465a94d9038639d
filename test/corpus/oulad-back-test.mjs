import { createWriteStream } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { startImport } from '../support/csv-import.mjs';
import {
  backTested,
  enrolmentsFrom,
  firstAssessmentFailedOrMissed,
  idleFor,
  rowsOf,
} from '../support/oulad-by-hand.mjs';
import { ouladFolder } from '../support/oulad.mjs';
import { asker, freePort, newDataFolder, removeFolder, startServer, whenCaughtUp } from '../support/server.mjs';

/**
 * Would the rules have been right? Back-tests on OULAD, asked over HTTP of a running server (LAUREL_URL, LAUREL_KEY) that has
 * the import with the click log of BBB 2013B, or of one started here, which imports it. Every count is held against the same
 * worked out from the CSV files alone, day by day. Prints a table; --json FILE has the whole answers.
 */
const { values } = parseArgs({ options: { json: { type: 'string' } } });

const BBB = { course: 'BBB', run: '2013B' };
const GROUPS = ['enrolment.gender', 'enrolment.disability', 'enrolment.age_band', 'enrolment.imd_band'];
const DAYS = [7, 14, 21, 28];
const CLICKS = 'studentVle.first-1048575-rows.tsv.gz';

const tests = (folder) => [
  {
    name: 'idle for 14 days, BBB 2013B',
    rule: 'idle',
    body: { ...BBB, sweep: { parameter: 'days', values: DAYS }, by: GROUPS },
    byHand: async () => {
      const enrolments = await enrolmentsFrom(folder, { presentation: 'BBB 2013B', clicks: join(folder, CLICKS) });
      return [14, ...DAYS].map((days) => backTested(enrolments, idleFor(days)));
    },
  },
  {
    name: 'failed or missed the first assessment, BBB 2013B',
    rule: 'first-assessment',
    body: { ...BBB, by: GROUPS },
    byHand: async () => [
      backTested(await enrolmentsFrom(folder, { presentation: 'BBB 2013B' }), firstAssessmentFailedOrMissed),
    ],
  },
  {
    name: 'failed or missed the first assessment, all 22 presentations',
    rule: 'first-assessment',
    body: { by: GROUPS },
    byHand: async () => [backTested(await enrolmentsFrom(folder), firstAssessmentFailedOrMissed)],
  },
];

/** The dataset with the click log of one presentation: of the others the public copy holds a part or nothing. */
const withClicksOf = async (folder, into) => {
  await mkdir(into);
  for (const file of await readdir(folder)) {
    if (!file.startsWith('studentVle')) await symlink(join(folder, file), join(into, file));
  }
  const lines = async function* () {
    yield 'code_module\tcode_presentation\tid_student\tid_site\tdate\tsum_click\n';
    for await (const row of rowsOf(join(folder, CLICKS), '\t')) {
      if (row.code_module !== BBB.course || row.code_presentation !== BBB.run) continue;
      yield `${[row.code_module, row.code_presentation, row.id_student, row.id_site, row.date, row.sum_click].join('\t')}\n`;
    }
  };
  await pipeline(lines, createGzip({ level: 1 }), createWriteStream(join(into, 'studentVle.tsv.gz')));
  return into;
};

const backTestAll = async (ask, all) => {
  const answers = [];
  for (const { name, rule, body, byHand } of all) {
    const answer = await ask(`/v1/rules/${rule}/back-test`, body);
    hold(name, answer, await byHand());
    answers.push({ name, rule, body, answer });
  }
  return answers;
};

/** The same counts, quartiles and all, of the rule and of each value of the sweep. */
const hold = (name, { figures, leftOut, sweep }, expected) => {
  for (const [index, is] of [figures, ...sweep.map((one) => one.figures)].entries()) {
    const { leadTime } = is;
    const told = {
      ...{ enrolments: is.enrolments, left: is.left, stayed: is.stayed, flagged: is.flagged, hits: is.precision.count },
      ...{ neverLookedAt: leftOut.neverLookedAt, timeNotKnown: leftOut.timeNotKnown },
      leadTime: leadTime && [leadTime.lower, leadTime.median, leadTime.upper],
    };
    if (isDeepStrictEqual(told, expected[index])) continue;
    throw new Error(`${name}: ${JSON.stringify(told)} is not what the files say: ${JSON.stringify(expected[index])}`);
  }
};

const ofOwnServer = async (folder) => {
  const data = await newDataFolder('oulad-back-test');
  const server = await startServer({ data, port: await freePort() });
  try {
    const key = await server.key();
    const files = await withClicksOf(folder, join(data, 'oulad'));
    console.log('importing …');
    await startImport({ url: server.url, key, files, state: join(data, 'imports') }).done();
    const ask = asker(server, key);
    await whenCaughtUp(ask, 900_000);
    return await backTestAll(ask, tests(folder));
  } finally {
    await server.stop();
    await removeFolder(data);
  }
};

const figure = (value) => (value === null || value === undefined ? '-' : value.toFixed(3));
const rate = ({ rate: is, lower, upper, count, of }) =>
  `${figure(is)} (${figure(lower)} to ${figure(upper)}; ${count} of ${of})`;

const print = ({ name, answer: { figures, leftOut, sweep, fairness, meta } }) => {
  console.log(`\n${name}`);
  for (const sentence of figures.inWords) console.log(`  ${sentence}`);
  console.log(`  precision ${rate(figures.precision)}, by lot on the same days ${figure(figures.atRandom.precision)}, lift ${figure(figures.lift)}`);
  console.log(`  recall    ${rate(figures.recall)}, by lot ${figure(figures.atRandom.recall)}`);
  console.log(`  base rate ${rate(figures.baseRate)}`);
  const { lower, median, upper } = figures.leadTime ?? {};
  console.log(`  lead time ${median} days (quartiles ${lower} and ${upper}); flagged too late ${figures.flaggedTooLate}`);
  console.log(`  left out: ${JSON.stringify(leftOut)}; ${meta.factsRead} facts in ${meta.tookMs} ms`);
  for (const { value, figures: one } of sweep) {
    console.log(`  days ${value}: flagged ${one.flagged}, precision ${figure(one.precision.rate)} (by lot ${figure(one.atRandom.precision)}), recall ${figure(one.recall.rate)}, lead time ${one.leadTime?.median}`);
  }
  for (const { by, groups } of fairness) {
    const shown = groups.map((one) => `${one.value ?? '?'} ${one.hidden ? 'hidden' : `${figure(one.flagRate.rate)}/${figure(one.precision?.rate)}`}`);
    console.log(`  ${by} (flag rate/precision): ${shown.join(', ')}`);
  }
};

const folder = ouladFolder();
if (!folder) {
  throw new Error(
    'The OULAD files are not there: put them beside the repository, in ../shared/data/oulad, or say where in LAUREL_DATA_SETS',
  );
}
const { LAUREL_URL: url, LAUREL_KEY: key } = process.env;
const answers = url && key ? await backTestAll(asker({ url }, key), tests(folder)) : await ofOwnServer(folder);
for (const one of answers) print(one);
console.log('\nEvery count equals what the CSV files say by hand.');
if (values.json) await writeFile(values.json, `${JSON.stringify(answers, null, 1)}\n`);
