import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A row: { name, ask, against?, atMost?, atMostMs?, weigh?, end? }. `ask` is timed, unless it resolves to the `ms` it took;
 * `against` names the row whose time is the measure for `atMost`; `atMostMs` bounds the time itself; `weigh` bounds the bytes
 * { engine, node } that asking adds; `end` puts away what asking started.
 */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The rows whose name holds the word, and those that they are measured against. */
export const rowsNamed = (all, word) => {
  const kept = new Set(all.filter(({ name }) => name.includes(word)));
  // A set goes on to what is added while it is walked through.
  for (const { against } of kept) if (against) kept.add(all.find(({ name }) => name === against));
  return all.filter((row) => kept.has(row));
};

/** Asks every row once per round, in turn, so that a drift of the machine meets all of them; the first round is not counted. */
export const measureRows = async (rows, rounds) => {
  const times = new Map(rows.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++)
    for (const { name, ask } of rows) {
      const since = performance.now();
      const { ms } = (await ask()) ?? {};
      if (round > 0) times.get(name).push(ms ?? performance.now() - since);
    }
  const measured = [];
  for (const row of rows) {
    const ms = median(times.get(row.name));
    const ratio = row.against ? ms / median(times.get(row.against)) : undefined;
    measured.push({ ...row, ms, ratio, added: row.weigh ? await weigh(row.ask) : undefined });
  }
  for (const { end } of rows) await end?.();
  return measured;
};

/** The most that asking adds: what Node holds in its heap and buffers, and the rest of the process, which is the engine. */
const weigh = async (ask) => {
  const held = () => {
    const { rss, heapTotal, external } = process.memoryUsage();
    return { node: heapTotal + external, engine: rss - heapTotal - external };
  };
  globalThis.gc?.();
  const before = held();
  const most = { ...before };
  let done = false;
  const watch = (async () => {
    for (; !done; await wait(5)) {
      const now = held();
      most.node = Math.max(most.node, now.node);
      most.engine = Math.max(most.engine, now.engine);
    }
  })();
  await ask();
  done = true;
  await watch;
  // The engine keeps what it took before: all of it counts.
  return { node: most.node - before.node, engine: most.engine };
};

const MIB = 2 ** 20;

const barsOf = ({ against, ratio, atMost, ms, atMostMs, added, weigh: bounds }) => [
  ...(atMost
    ? [
        {
          says: `${ratio.toFixed(2)} x ${against}`,
          bar: `at most ${Number(atMost.toFixed(2))} x`,
          met: ratio <= atMost,
        },
      ]
    : []),
  ...(atMostMs ? [{ says: `${Math.round(ms)} ms`, bar: `under ${atMostMs} ms`, met: ms < atMostMs }] : []),
  ...Object.entries(bounds ?? {}).map(([where, most]) => ({
    says: `${Math.round(added[where] / MIB)} MiB in ${where}`,
    bar: `under ${Math.round(most / MIB)} MiB`,
    met: added[where] < most,
  })),
];

/** Prints the rows and their bars, writes them where --json says, and sets the exit code when a bar is missed. */
export const reportRows = async ({ name, facts, measured, json }) => {
  console.log(`\n${name}: medians over ${facts.toLocaleString('en')} facts`);
  for (const row of measured) {
    const bars = barsOf(row);
    const said = bars.map(({ says, bar, met }) => `${met ? 'met' : 'MISSED'}: ${says} (${bar})`).join('; ');
    console.log(`  ${String(Math.round(row.ms)).padStart(7)} ms  ${row.name.padEnd(58)} ${said}`);
    if (bars.some(({ met }) => !met)) process.exitCode = 1;
  }
  // Functions are left out of JSON by themselves.
  if (json) await writeFile(json, JSON.stringify({ name, facts, rows: measured }, null, 2) + '\n');
};
