import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { mustRun, root, run, say, Stop } from './process.mjs';

const LEAST_JAVA = 17;

/** A real Kafka for the tests: the one of KAFKA_BROKERS, or one from Maven Central that they start themselves. */
export const provideKafka = async () => {
  if (!process.env.KAFKA_BROKERS) await fetchKafka();
};

const requireJavaAndMaven = async () => {
  const missing = [
    (await javaVersion()) >= LEAST_JAVA ? [] : ['Java 17'],
    (await answers('mvn')) ? [] : ['Maven'],
  ].flat();
  if (missing.length > 0) {
    throw new Stop(
      `The tests need a real Kafka: install ${missing.join(' and ')} (Debian: apt-get install openjdk-17-jre-headless maven), ` +
        'or set KAFKA_BROKERS to a broker that they may use.',
    );
  }
};

/** Fetches the broker's jars once for each state of the pom. */
export const fetchKafka = async () => {
  await requireJavaAndMaven();
  const pom = join(root, 'infra/kafka/pom.xml');
  const lib = join(root, 'infra/kafka/lib');
  const stamp = join(lib, '.pom');
  const wanted = createHash('sha256').update(readFileSync(pom)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Fetching Kafka from Maven Central …');
  rmSync(lib, { recursive: true, force: true });
  mkdirSync(lib, { recursive: true });
  const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${lib}`];
  await mustRun('Fetching Kafka', 'mvn', ['-q', '-B', '-f', pom, ...copy]);
  writeFileSync(stamp, wanted);
};

const javaVersion = async () => {
  const { output } = await run('java', ['-version']).catch(() => ({ output: '' }));
  return Number(/version "(\d+)/.exec(output)?.[1] ?? 0);
};

const answers = (command) =>
  run(command, ['--version']).then(
    ({ code }) => code === 0,
    () => false,
  );

/** A real browser for the pages. */
export const provideChromium = async () => {
  if (['/usr/bin/chromium', process.env.CHROMIUM_PATH].some((path) => path && existsSync(path))) return;
  const canInstall = process.getuid?.() === 0 && (await answers('apt-get'));
  if (!canInstall)
    throw new Stop('The tests need a real browser: install Chromium (Debian: apt-get install chromium).');
  say('Installing Chromium …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await mustRun('apt-get update', 'apt-get', ['update', '-qq'], { env });
  await mustRun('Installing Chromium', 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
  });
};
