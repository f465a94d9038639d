import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

/** What every benchmark understands, and what this one does besides, with its defaults. */
export const options = (more = {}) => {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'string' },
      ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, { type: 'string', default: value }])),
    },
  });
  const scale = Number(values.scale);
  const rounds = Number(values.rounds);
  if (!(scale > 0) || !(rounds >= 1)) {
    console.error('--scale and --rounds are positive numbers');
    process.exit(2);
  }
  return { ...values, scale, rounds };
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Runs every candidate once per round, in turn, so that a drift of the machine meets all of them.
 * A candidate resolves to { count, seconds }.
 */
export const alternate = async (rounds, candidates) => {
  const rates = new Map(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [name, run] of Object.entries(candidates)) {
      const { count, seconds } = await run();
      rates.get(name).push(count / seconds);
      console.log(`round ${round}/${rounds}  ${name}: ${Math.round(count / seconds).toLocaleString('en')}/s`);
    }
  }
  return Object.fromEntries([...rates].map(([name, all]) => [name, median(all)]));
};

/** Prints the medians and the bars, writes them where --json says, and sets the exit code when a bar is missed. */
export const report = async ({ name, unit, rates, bars, json }) => {
  console.log(`\n${name}: medians, ${unit}/s`);
  for (const [candidate, rate] of Object.entries(rates)) {
    console.log(`  ${Math.round(rate).toLocaleString('en').padStart(12)}  ${candidate}`);
  }
  for (const { what, ratio, atLeast = 0, atMost = Infinity } of bars) {
    const met = ratio >= atLeast && ratio <= atMost;
    const bar = atMost === Infinity ? `at least ${atLeast}` : `at most ${atMost}`;
    console.log(`${met ? 'met   ' : 'MISSED'}  ${what}: ${ratio.toFixed(2)} (bar ${bar})`);
    if (!met) process.exitCode = 1;
  }
  if (json) await writeFile(json, JSON.stringify({ name, unit, rates, bars }, null, 2) + '\n');
};
