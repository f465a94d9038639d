import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { main, mustRun, root, say, seconds, tool } from './process.mjs';

const STAMP = join(root, 'node_modules/.cache/laurel/built');

/** Everything that a build reads. */
const INPUTS = ['apps', 'libs', 'tsconfig.json', 'tsconfig.base.json', 'package-lock.json'];
const OUTPUTS = ['dist', 'node_modules'];

/** Builds all packages and the pages; done at once when nothing changed since the last time. */
export const build = async () => {
  const inputs = hashOf(INPUTS.flatMap((path) => filesUnder(join(root, path))));
  if (isBuilt(inputs)) return;
  say('Building …');
  const since = performance.now();
  // The compiler knows by itself what changed; the pages have one bundle.
  await Promise.all([
    mustRun('The build', process.execPath, [tool('typescript/bin/tsc'), '-b']),
    mustRun('The build of the pages', process.execPath, [
      tool('vite/bin/vite.js'),
      'build',
      'apps/web',
      '--logLevel',
      'warn',
    ]),
    mustRun('The build of laurel-endorse', process.execPath, [join(root, 'apps/endorse/build.mjs')]),
  ]);
  mkdirSync(join(STAMP, '..'), { recursive: true });
  writeFileSync(STAMP, inputs);
  say(`Built in ${seconds(since)}.`);
};

const isBuilt = (inputs) =>
  existsSync(STAMP) &&
  readFileSync(STAMP, 'utf8') === inputs &&
  packages().every((path) => existsSync(join(path, 'dist')));

/** The solution file names every package that is compiled. */
const packages = () => {
  const solution = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  return solution.references.map(({ path }) => join(root, path));
};

const filesUnder = (path) => {
  if (statSync(path).isFile()) return [path];
  const names = readdirSync(path).filter((name) => !OUTPUTS.includes(name));
  return names.flatMap((name) => filesUnder(join(path, name)));
};

const hashOf = (files) => {
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};

/** As a command: `npm run build`. */
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await install();
    await build();
    say('Everything is built.');
  });
}
