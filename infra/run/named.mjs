import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { root } from './process.mjs';

/** Runs `<folder>/<name><suffix>` with the arguments behind the name; lists the names when there is none such. */
export const runNamed = async (folder, suffix, usage) => {
  const [name = '', ...args] = process.argv.slice(2);
  const names = namesIn(folder, suffix);
  if (!names.includes(name)) {
    console.error(`Usage: ${usage}\nThere is: ${names.join(', ')}`);
    return 2;
  }
  await install();
  await build();
  const child = spawn(process.execPath, [join(root, folder, `${name}${suffix}`), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  return code ?? 1;
};

const namesIn = (folder, suffix) => {
  const path = join(root, folder);
  const files = existsSync(path) ? readdirSync(path) : [];
  return files.filter((file) => file.endsWith(suffix)).map((file) => file.slice(0, -suffix.length));
};
