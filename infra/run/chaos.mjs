import { runNamed } from './named.mjs';
import { main } from './process.mjs';

/** `npm run chaos -- intake`: faults, and what was lost or doubled by them. */
await main(() => runNamed('test/chaos', '.mjs', 'npm run chaos -- <name> [--rounds N]'));
