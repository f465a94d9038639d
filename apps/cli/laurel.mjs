#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('./dist/index.js', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write('Laurel is not built yet: run npm run build.\n');
  process.exit(1);
}
const { main } = await import(built);
process.exitCode = await main(process.argv.slice(2));
