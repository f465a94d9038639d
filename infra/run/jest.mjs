import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, say, tool } from './process.mjs';

/** What is still open this long after the last test was forgotten by somebody. */
const LINGER_MS = 30_000;

/** All levels of tests; `{ passed, failed }` counts tests, and whatever else went wrong as one failure more. */
export const jest = async (args) => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-jest-'));
  const results = join(folder, 'results.json');
  const reporter = join(root, 'infra/run/jest-reporter.mjs');
  const options = ['--ci', '--json', `--outputFile=${results}`, `--reporters=${reporter}`, ...args];
  try {
    const code = await exitCode([tool('jest/bin/jest.js'), ...options], results);
    const { numPassedTests: passed, numFailedTests, testResults } = read(results);
    const unread = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(isFailed),
    );
    const failed = numFailedTests + unread.length;
    if (code === 0 || failed > 0) return { passed, failed };
    say(`✗ the test run ended with ${code} though no test failed: an error outside of every test`);
    return { passed, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const isFailed = ({ status }) => status === 'failed';

const read = (results) =>
  existsSync(results)
    ? JSON.parse(readFileSync(results, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0, testResults: [] };

const exitCode = async (args, results) => {
  const child = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let written;
  const watch = setInterval(() => {
    if (existsSync(results)) written ??= performance.now();
    if (written === undefined || performance.now() - written < LINGER_MS) return;
    say('✗ something that a test opened is still open');
    child.kill('SIGKILL');
  }, 1000);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code, signal] = await once(child, 'exit');
  clearInterval(watch);
  return code ?? signal;
};
