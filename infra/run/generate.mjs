import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
execFileSync('npx', ['tsc', '-b', 'libs/platform'], { cwd: root, stdio: 'inherit' });

const { documents } = await import('./documents.mjs');
for (const [path, text] of Object.entries(await documents())) {
  mkdirSync(dirname(resolve(root, path)), { recursive: true });
  writeFileSync(resolve(root, path), text);
  console.log(`wrote ${path}`);
}
