import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, root, say, seconds, Stop } from './process.mjs';

const LEAST_NODE = [20, 19];

/** Refuses a Node that is too old, before anything could fail in a stranger way. */
export const checkNode = (version = process.versions.node) => {
  const [major, minor] = version.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  throw new Stop(
    `Laurel needs Node ${LEAST_NODE.join('.')} or later, this is ${version}: install a newer one (https://nodejs.org).`,
  );
};

/** Installs what package-lock.json asks for, unless exactly that is there already. */
export const install = async () => {
  checkNode();
  if (isInstalled()) return;
  say('Installing the packages of package-lock.json …');
  const since = performance.now();
  await mustRun('The installation', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  say(`Installed in ${seconds(since)}.`);
};

/** npm writes down what it installed, at the very end: comparing that tells more than any time stamp. */
const isInstalled = () => {
  const wanted = packagesIn('package-lock.json');
  const present = packagesIn('node_modules/.package-lock.json');
  return (
    present !== undefined &&
    Object.entries(wanted).every(([path, { version, optional, integrity }]) => {
      const there = present[path];
      // What is optional and not there is for another platform.
      return path === '' || (there ? there.version === version && there.integrity === integrity : optional === true);
    })
  );
};

const packagesIn = (path) => {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
};
