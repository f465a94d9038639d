import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Every folder with a package of its own. */
const packagesUnder = (path: string): string[] => {
  const names = readdirSync(join(root, path));
  if (names.includes('package.json')) return [path];
  const folders = names.filter((name) => statSync(join(root, path, name)).isDirectory());
  return folders.flatMap((name) => packagesUnder(`${path}/${name}`));
};
const packages = ['apps', 'libs'].flatMap(packagesUnder);
const solution = z.object({ references: z.array(z.object({ path: z.string() })) }).parse(read('tsconfig.json'));
const lock = z
  .object({
    packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
  })
  .parse(read('package-lock.json'));
const manifest = z.object({ type: z.literal('module'), nx: z.object({ tags: z.array(z.string()) }) });

it('compiles every package: the solution names each that has a tsconfig.json', () => {
  const compiled = packages.filter((path) => readdirSync(join(root, path)).includes('tsconfig.json'));
  expect(solution.references.map(({ path }) => path).sort()).toEqual(compiled.sort());
});

it.each(packages)('%s says its place in every dimension', (path) => {
  const { tags } = manifest.parse(read(`${path}/package.json`)).nx;
  // An app is where scopes meet, so it may belong to none.
  const dimensions = new Set([...tags.map((tag) => tag.split(':')[0]), ...(path.startsWith('apps/') ? ['scope'] : [])]);
  expect([...dimensions].sort()).toEqual(['platform', 'scope', 'type']);
});

it('locks what other platforms need too: npm forgets those that it could not fetch here, and then `npm ci` fails', () => {
  const optional = Object.values(lock.packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
  const locked = new Set(Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, '')));
  expect(optional.filter((name) => !locked.has(name))).toEqual([]);
});
