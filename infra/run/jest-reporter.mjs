import { relative } from 'node:path';

const MOST_LINES = 30;

/** Says little while all is well: one line per level at the end, and each failure when it happens. */
export default class ShortReporter {
  #levels = new Map();

  onTestResult({ path, context }, { numPassingTests, numFailingTests, testExecError, testResults, failureMessage }) {
    const level = context.config.displayName?.name ?? 'tests';
    const counts = this.#levels.get(level) ?? { passed: 0, failed: 0 };
    const unread = testExecError && numFailingTests === 0 ? 1 : 0; // a file that could not even be run
    this.#levels.set(level, {
      passed: counts.passed + numPassingTests,
      failed: counts.failed + numFailingTests + unread,
    });
    if (numFailingTests + unread === 0) return;
    console.log(`\n✗ ${relative(context.config.rootDir, path)}`);
    const failed = testResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of failed)
      console.log(`  ${fullName}\n${short(failureMessages.join('\n'))}`);
    if (unread) console.log(short(failureMessage ?? String(testExecError.message)));
  }

  onRunComplete() {
    for (const [level, { passed, failed }] of this.#levels) {
      console.log(`${failed === 0 ? '✓' : '✗'} ${level}: ${passed} passed${failed ? `, ${failed} failed` : ''}`);
    }
  }
}

const short = (text) =>
  text
    .split('\n')
    .filter((line) => !line.includes('/node_modules/'))
    .slice(0, MOST_LINES)
    .map((line) => `    ${line}`)
    .join('\n');
