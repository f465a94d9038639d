import { type Group, type GroupPlan } from '@laurel/intake-domain';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';

/** Groups held at once; more go to disk as a sorted run. */
const MOST_IN_MEMORY = 100_000;
const BATCH = 2_000;
/** Text of keys never holds a tab or a line end: both are JSON. */
const SEPARATOR = '\t';

export interface KeyedGroup {
  readonly key: string;
  readonly group: Group;
}

/**
 * Gathers rows into groups with flat memory: groups are folded in memory, written as sorted runs when there are many,
 * and the runs are merged. The order of groups is that of their keys, whatever the order of the rows.
 */
export class GroupsOnDisk {
  private groups = new Map<string, Group>();
  private readonly runs: string[] = [];
  private written = 0;

  constructor(
    private readonly plan: GroupPlan,
    private readonly folder: string,
  ) {}

  /** True when `spill` should be awaited before the next rows. */
  get full(): boolean {
    return this.groups.size >= MOST_IN_MEMORY;
  }

  add(key: string, group: Group): void {
    const before = this.groups.get(key);
    this.groups.set(key, before ? this.plan.add(before, group) : group);
  }

  async spill(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, `run-${this.runs.length}`);
    const out = createWriteStream(path);
    const sorted = this.sorted();
    for (let from = 0; from < sorted.length; from += BATCH) {
      const lines = sorted
        .slice(from, from + BATCH)
        .map(({ key, group }) => `${key}${SEPARATOR}${JSON.stringify(group)}\n`);
      if (!out.write(lines.join(''))) await once(out, 'drain');
    }
    out.end();
    await once(out, 'close');
    this.written += sorted.length;
    this.runs.push(path);
    this.groups = new Map();
  }

  private sorted(): KeyedGroup[] {
    const keys = [...this.groups.keys()].sort();
    return keys.flatMap((key) => {
      const group = this.groups.get(key);
      return group ? [{ key, group }] : [];
    });
  }

  /** All groups, by key; `share` hears how much of the work is done, from 0 to 1. */
  async *merged(share: (done: number) => void): AsyncGenerator<KeyedGroup[]> {
    const last = this.sorted();
    this.groups = new Map();
    const total = this.written + last.length;
    const runs = [inMemory(last), ...this.runs.map(onDisk)].map((pieces) => new RunReader(pieces));
    for (const run of runs) await run.refill();
    const heap = new Heap(runs);
    let batch: KeyedGroup[] = [];
    for (let taken = 0; taken < total; taken++) {
      const run = heap.top;
      if (batch.length === BATCH && batch.at(-1)?.key !== run.head.key) {
        yield batch;
        batch = [];
        share(taken / total);
      }
      this.append(batch, run.head);
      run.advance();
      if (run.empty) await run.refill();
      heap.sink();
    }
    yield batch;
    share(1);
  }

  private append(batch: KeyedGroup[], { key, group }: KeyedGroup): void {
    const before = batch.at(-1);
    if (before?.key === key) batch[batch.length - 1] = { key, group: this.plan.add(before.group, group) };
    else batch.push({ key, group });
  }
}

async function* inMemory(groups: KeyedGroup[]): AsyncGenerator<KeyedGroup[]> {
  yield groups;
}

async function* onDisk(path: string): AsyncGenerator<KeyedGroup[]> {
  let rest = '';
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 64 * 1024 })) {
    const lines = (rest + String(piece)).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map(readLine);
  }
}

const readLine = (line: string): KeyedGroup => {
  const separator = line.indexOf(SEPARATOR);
  return { key: line.slice(0, separator), group: JSON.parse(line.slice(separator + 1)) };
};

/** A run with its next group at hand; awaiting is for a new piece only, never for a group. */
class RunReader {
  private groups: readonly KeyedGroup[] = [];
  private at = 0;
  private ended = false;

  constructor(private readonly pieces: AsyncGenerator<KeyedGroup[]>) {}

  /** Only asked while there is one. */
  get head(): KeyedGroup {
    const group = this.groups[this.at];
    if (!group) throw new Error('this run has no more groups');
    return group;
  }
  get empty(): boolean {
    return this.at >= this.groups.length && !this.ended;
  }
  get key(): string | undefined {
    return this.groups[this.at]?.key;
  }
  advance(): void {
    this.at++;
  }
  async refill(): Promise<void> {
    while (this.empty) {
      const { value, done } = await this.pieces.next();
      this.ended = done ?? false;
      this.groups = value ?? [];
      this.at = 0;
    }
  }
}

/** The run with the least key on top; an exhausted run sinks out of sight. */
class Heap {
  constructor(private readonly runs: RunReader[]) {
    for (let at = runs.length >> 1; at >= 0; at--) this.sink(at);
  }

  get top(): RunReader {
    return this.at(0);
  }

  sink(from = 0): void {
    for (let at = from; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const least = this.before(right, left) ? right : left;
      if (!this.before(least, at)) return;
      [this.runs[at], this.runs[least]] = [this.at(least), this.at(at)];
      at = least;
    }
  }

  private at(index: number): RunReader {
    const run = this.runs[index];
    if (!run) throw new Error(`there is no run ${index}`);
    return run;
  }

  private before(one: number, other: number): boolean {
    const key = this.runs[one]?.key;
    const than = this.runs[other]?.key;
    return key !== undefined && (than === undefined || key < than);
  }
}
