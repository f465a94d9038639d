#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('./dist/laurel-endorse.mjs', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write('laurel-endorse is not built yet: run npm run build.\n');
  process.exit(1);
}
await import(built);
