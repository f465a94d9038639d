import { type BatchHandler, type ConsumeOptions, type Consumption, type LogRecord } from '@laurel/kernel';
import { Bell, type Logger } from '@laurel/platform';
import { Client, type ClientConfig, type QueryConfig } from 'pg';
import { type Topic } from './append.ts';
import { type Lease, Leases } from './leases.ts';
import { readRecords } from './read.ts';
import { bellOf, MEMBERS } from './schema.ts';

/** A look without the bell: a consumer that died rings none. */
const LOOK_MS = 1_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;
/** A server that does not answer for so long has given the partitions to others. */
const ANSWER_MS = 20_000;
/** The server lets go of a consumer whose machine is gone within half a minute. */
const KEEP_ALIVE = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4';

export interface ConsumerDeps {
  readonly connection: ClientConfig;
  readonly log: Logger;
  readonly topic: Topic;
  readonly group: number;
  readonly options: ConsumeOptions;
  readonly handle: BatchHandler;
}

/** What a partition was last up to; goes with the lease. */
interface Pace {
  /** Since when records wait. */
  since: number | undefined;
  /** Not before then: its batch failed. */
  notBefore: number;
  failures: number;
  startedAt: number;
}

interface Ends {
  readonly partition: number;
  readonly first_offset: string;
  readonly next_offset: string;
}

interface Finished {
  readonly lease: Lease;
  readonly next: bigint;
  readonly error?: unknown;
}

/**
 * Works on one session, which holds the locks, reads, and commits. Only its loop speaks to the database; handlers run
 * beside it, each on another partition.
 */
export const startConsumer = (deps: ConsumerDeps): Consumption => {
  const consumer = new Consumer(deps);
  const done = consumer.run();
  return {
    stop: async () => {
      consumer.stop();
      await done;
    },
  };
};

class Consumer {
  private readonly bell = new Bell();
  private stopping = false;
  private cuts = 0;

  constructor(private readonly deps: ConsumerDeps) {}

  stop(): void {
    this.stopping = true;
    this.bell.ring();
  }

  /** Connects again for as long as it takes: a database that is away is an outage to wait out. */
  async run(): Promise<void> {
    while (!this.stopping) {
      const session = new Session(this.deps, this.bell);
      try {
        await session.open();
        this.cuts = 0;
        while (!this.stopping) await this.bell.wait(await session.turn());
        await session.drain();
      } catch (error) {
        this.deps.log.error({ error }, 'consumer lost its database, connecting again');
      } finally {
        await session.close();
      }
      if (!this.stopping) await this.bell.wait(pauseAfter(this.cuts++));
    }
  }
}

const pauseAfter = (failures: number): number => Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);

class Session {
  private readonly client: Client;
  private readonly leases: Leases;
  private readonly paces = new WeakMap<Lease, Pace>();
  private readonly finished: Finished[] = [];
  private readonly running = new Set<Promise<void>>();
  private lost = false;
  private shareAt = 0;

  constructor(
    private readonly deps: ConsumerDeps,
    private readonly bell: Bell,
  ) {
    this.client = new Client({ ...deps.connection, keepAlive: true, keepAliveInitialDelayMillis: 10_000 });
    this.leases = new Leases(this.client, deps.topic, deps.group);
    const lose = (): void => {
      this.lost = true;
      this.bell.ring(); // the next query throws
    };
    this.client.on('error', lose);
    this.client.on('end', lose);
    this.client.on('notification', ({ payload }) => {
      if (payload === MEMBERS) this.shareAt = 0;
      this.bell.ring();
    });
  }

  async open(): Promise<void> {
    await this.client.connect();
    await this.client.query(`${KEEP_ALIVE}; listen ${bellOf(this.deps.topic.id)}`);
    await this.leases.join();
  }

  /** One look at everything: commits, shares, starts what is due. Answers how long nothing will be due. */
  async turn(): Promise<number> {
    await this.settle();
    if (this.shareAt <= Date.now()) {
      this.shareAt = Date.now() + LOOK_MS;
      await this.leases.share();
    }
    const waiting = await this.waiting();
    let wait = LOOK_MS;
    for (const lease of waiting) {
      if (this.running.size >= (this.deps.options.concurrency ?? 1)) break;
      const due = this.dueIn(lease);
      if (due <= 0) await this.start(lease);
      else wait = Math.min(wait, due);
    }
    return wait;
  }

  /** Resolves when what is in hand is finished and committed. */
  async drain(): Promise<void> {
    await Promise.all(this.running);
    await this.settle();
    await this.leases.leave();
  }

  /** Waits for handlers: two sessions of one consumer never work beside each other. */
  async close(): Promise<void> {
    this.lost = true;
    await Promise.all(this.running);
    await this.client.end().catch(() => undefined); // it may be gone already
  }

  /** Commits what was handled; what failed stays where it is, and pauses. */
  private async settle(): Promise<void> {
    for (let one = this.finished.shift(); one; one = this.finished.shift()) {
      const { lease, next, error } = one;
      const pace = this.paceOf(lease);
      if (error === undefined) {
        await this.leases.commit(lease, next);
        pace.failures = 0;
      } else {
        pace.notBefore = Date.now() + pauseAfter(pace.failures++);
        const { topic } = this.deps;
        const where = { topic: topic.name, partition: lease.partition, offset: lease.next, failures: pace.failures };
        this.deps.log.error({ error, ...where }, 'batch failed, trying again');
      }
      lease.busy = false;
      if (!lease.wanted) this.shareAt = 0;
    }
  }

  /** Leases with records that wait, the one that has waited longest for its turn first. */
  private async waiting(): Promise<readonly Lease[]> {
    const question: QueryConfig & { query_timeout: number } = {
      name: 'laurel_log_ends',
      text: 'select partition, first_offset, next_offset from event_log_partition where topic = $1',
      values: [this.deps.topic.id],
      query_timeout: ANSWER_MS, // here and not for the whole connection: the driver's timer would outlive a COPY
    };
    const { rows } = await this.client.query<Ends>(question);
    const ends = new Map(rows.map((row) => [row.partition, row]));
    const idle = this.leases.all().filter(({ busy, wanted }) => wanted && !busy);
    return idle
      .filter((lease) => {
        const { first_offset: first = '0', next_offset: end = '0' } = ends.get(lease.partition) ?? {};
        if (lease.next < BigInt(first)) lease.next = BigInt(first); // older ones were dropped before the group came
        const pace = this.paceOf(lease);
        const count = Number(BigInt(end) - lease.next);
        if (count === 0) pace.since = undefined;
        else pace.since ??= Date.now();
        if (count >= this.deps.options.maxRecords) pace.since = 0;
        return count > 0;
      })
      .sort((a, b) => this.paceOf(a).startedAt - this.paceOf(b).startedAt);
  }

  private dueIn(lease: Lease): number {
    const { since, notBefore } = this.paceOf(lease);
    return Math.max((since ?? 0) + this.deps.options.maxWaitMs, notBefore) - Date.now();
  }

  private paceOf(lease: Lease): Pace {
    const known = this.paces.get(lease);
    if (known) return known;
    const pace: Pace = { since: undefined, notBefore: 0, failures: 0, startedAt: 0 };
    this.paces.set(lease, pace);
    return pace;
  }

  private async start(lease: Lease): Promise<void> {
    const { topic, options } = this.deps;
    const wanted = { topic, partition: lease.partition, from: lease.next, maxRecords: options.maxRecords };
    const records = await readRecords(this.client, wanted);
    const pace = this.paceOf(lease);
    pace.since = undefined;
    pace.startedAt = Date.now();
    lease.busy = true;
    const work = this.handled(lease, records).then((finished) => {
      this.finished.push(finished);
      this.running.delete(work);
      this.bell.ring();
    });
    this.running.add(work);
  }

  private async handled(lease: Lease, records: readonly LogRecord[]): Promise<Finished> {
    const next = lease.next + BigInt(records.length);
    const batch = {
      topic: this.deps.topic.name,
      partition: lease.partition,
      records,
      isStale: () => this.lost,
      heartbeat: () => Promise.resolve(), // the session itself is the sign of life
    };
    try {
      await this.deps.handle(batch);
      return { lease, next };
    } catch (error) {
      return { lease, next, error: error ?? new Error('the handler rejected without a reason') };
    }
  }
}
