import { runNamed } from './named.mjs';
import { main } from './process.mjs';

/** `npm run bench -- intake`: a benchmark with its baseline in the same run. */
await main(() => runNamed('test/load', '.bench.mjs', 'npm run bench -- <name> [--scale S] [--json FILE]'));
