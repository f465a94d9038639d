import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const env = { ...process.env, NX_DAEMON: 'false' };
const DOMAIN = 'libs/engagement/domain/violation.ts';

/** Deliberate violations: if lint ever stops seeing one of them, it guards nothing. */
const violations: readonly [what: string, path: string, text: string, rule: string][] = [
  ['a domain that knows an adapter', DOMAIN, `import '@laurel/event-store-postgres';`, '@nx/enforce-module-boundaries'],
  ['a domain that knows another context', DOMAIN, `import '@laurel/intake-domain';`, '@nx/enforce-module-boundaries'],
  ['a domain that knows a driver', DOMAIN, `import 'pg';`, '@nx/enforce-module-boundaries'],
  ['a domain that knows a framework', DOMAIN, `import '@nestjs/common';`, '@nx/enforce-module-boundaries'],
  ['a domain that does I/O', DOMAIN, `import 'node:fs';`, 'no-restricted-imports'],
  [
    'contracts that know a feature',
    'libs/contracts/v.ts',
    `import '@laurel/intake-feature';`,
    '@nx/enforce-module-boundaries',
  ],
  [
    'a feature that knows an adapter',
    'libs/intake/feature/v.ts',
    `import '@laurel/event-log-kafka';`,
    '@nx/enforce-module-boundaries',
  ],
  ['a cast', DOMAIN, `export const a = JSON.parse('1') as number;`, 'no-restricted-syntax'],
  ['a setting read in passing', DOMAIN, `export const a = process.env.HOME;`, 'no-restricted-syntax'],
  ['a file that is too long', DOMAIN, lines(401), 'max-lines'],
  ['a function that is too long', DOMAIN, `export const f = () => {\n${lines(60)}};\n`, 'max-lines-per-function'],
  ['too many parameters', DOMAIN, `export const f = (a, b, c, d, e) => [a, b, c, d, e];`, 'max-params'],
  ['too many branches', DOMAIN, `export const f = (a) => ${'a ? 1 : '.repeat(8)}2;`, 'complexity'],
  ['too deep', DOMAIN, `export const f = (a) => { ${'if (a) { '.repeat(4)}a();${' }'.repeat(4)} };`, 'max-depth'],
];

const clean = `import { type BadEvent } from '@laurel/kernel';\nexport const codeOf = ({ code }: BadEvent) => code;\n`;

function lines(count: number): string {
  return 'console.log(1);\n'.repeat(count);
}

const run = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, args, { cwd: root, env, input, encoding: 'utf8' });

const lint = (texts: readonly { path: string; text: string }[]) => {
  // The rule about boundaries passes everything when nobody has made the project graph before.
  run(['node_modules/nx/dist/bin/nx.js', 'show', 'projects']);
  const { stdout, stderr } = run(['test/contract/lint-text.mjs'], JSON.stringify(texts));
  return { broken: JSON.parse(stdout) as string[][], said: stdout + stderr };
};

const { broken, said } = lint([
  ...violations.map(([, path, text]) => ({ path, text })),
  { path: 'libs/engagement/domain/clean.ts', text: clean },
]);

it.each(violations.map(([what, , , rule], index) => ({ what, rule, index })))(
  'lint catches $what',
  ({ rule, index }) => {
    expect(broken[index]).toContain(rule);
  },
);

it('lets what is right pass', () => {
  expect(broken.at(-1)).toEqual([]);
});

it('really looked at the boundaries', () => {
  expect(said).not.toContain('The rule will be skipped');
});
