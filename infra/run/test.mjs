import { build } from './build.mjs';
import { install } from './install.mjs';
import { jest } from './jest.mjs';
import { smokeTestLts } from './lts.mjs';
import { provideChromium, provideKafka } from './prerequisites.mjs';
import { main, mustRun, run, say, seconds, Stop, tool } from './process.mjs';

/** ESLint passes over a boundary that it could not check, with these words. */
const NOT_CHECKED = 'The rule will be skipped';

const lint = async () => {
  const env = { ...process.env, NX_DAEMON: 'false' };
  const { code, output } = await run(process.execPath, [tool('nx/dist/bin/nx.js'), 'run', 'laurel:lint'], { env });
  if (code !== 0 || output.includes(NOT_CHECKED)) throw new Stop(output.trim());
};
const typesOfSpecs = () =>
  mustRun('The check', process.execPath, [tool('typescript/bin/tsc'), '-p', 'tsconfig.specs.json']);

/** Without these nothing after them would mean anything. */
const needed = [
  ['Kafka for the tests', provideKafka],
  ['a browser for the tests', provideChromium],
  ['install', install],
  ['build', build],
];
/** Each counts as one test. */
const checks = [
  ['lint and boundaries', lint],
  ['types of the tests', typesOfSpecs],
  ['starts under the current LTS of Node', smokeTestLts],
];

/** True when it passed; a failure is told and counted, and does not keep the other checks from running. */
const passes = async ([name, check]) => {
  const since = performance.now();
  try {
    await check();
    say(`✓ ${name} (${seconds(since)})`);
    return true;
  } catch (error) {
    say(`✗ ${name}\n${error instanceof Stop ? error.message : error.stack}`);
    return false;
  }
};

const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });
const counted = async (check) => ((await passes(check)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

const testAll = async () => {
  for (const check of needed) {
    if (!(await passes(check))) return { passed: 0, failed: 1 };
  }
  let total = { passed: 0, failed: 0 };
  for (const check of checks) total = add(total, await counted(check));
  return add(total, await jest(process.argv.slice(2)));
};

/** `npm test`: everything, with real servers. Arguments go to Jest. The last line is `N passed, N failed`. */
await main(async () => {
  const { passed, failed } = await testAll();
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
});
