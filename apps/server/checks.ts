import { DECISIONS, LEARNING_EVENTS } from '@laurel/contracts';
import { DELIVERY_SUBSCRIPTIONS } from '@laurel/communications-feature';
import { RELAY } from '@laurel/event-store-postgres';
import { PROJECTION } from '@laurel/insights-feature';
import { type HealthCheck } from '@laurel/platform';
import { statfs } from 'node:fs/promises';
import { type Checks } from './http/operation.controller.ts';
import { type Parts } from './parts/parts.ts';

const GIB = 2 ** 30;
const LEAST_FREE_GIB = 2;
/** A database whose clock differs by more makes "as known at" wrong by as much. */
const MOST_SKEW_MS = 2_000;

/** What readiness needs, and what the doctor looks at besides. */
export const checksOf = (parts: Parts): Checks => ({
  ready: [database(parts), clickhouse(parts), eventLog(parts)],
  more: [
    lag(parts, LEARNING_EVENTS, 'log: learning events'),
    lag(parts, DECISIONS, 'log: decisions'),
    ...[RELAY, ...DELIVERY_SUBSCRIPTIONS].map((name) => subscription(parts, name)),
    parts.mail.check,
    deadLetters(parts),
    disk(parts),
    clock(parts),
  ],
});

const database = ({ pool }: Parts): HealthCheck => ({
  name: 'PostgreSQL',
  check: async () => {
    const { rows } = await pool.query<{ server_version: string }>('show server_version');
    return { version: rows[0]?.server_version ?? 'unknown', connections: pool.totalCount };
  },
});

const clickhouse = ({ warehouse }: Parts): HealthCheck => ({
  name: 'ClickHouse',
  check: async () => {
    const rows = await warehouse.rows<{ version: string }>('SELECT version() AS version');
    return { version: rows[0]?.version ?? 'unknown' };
  },
});

const eventLog = ({ eventLog: log, settings }: Parts): HealthCheck => ({
  name: 'event log',
  check: async () => {
    await log.check();
    return { kind: settings.LAUREL_EVENT_LOG };
  },
});

const lag = ({ eventLog: log, metrics }: Parts, topic: string, name: string): HealthCheck => ({
  name,
  check: async () => {
    const waiting = await log.lag(topic, PROJECTION);
    metrics.logLag.set({ topic }, waiting);
    return { lag: waiting };
  },
});

const subscription = ({ eventStore }: Parts, name: string): HealthCheck => ({
  name: `decisions: ${name}`,
  check: async () => ({ lag: await eventStore.lag(name) }),
});

const deadLetters = ({ deadLetters: store }: Parts): HealthCheck => ({
  name: 'dead letters',
  check: async () => Object.fromEntries((await store.waiting()).map(({ code, count }) => [code, count])),
});

const disk = ({ folder }: Parts): HealthCheck => ({
  name: 'disk',
  check: async () => {
    const { bavail, bsize } = await statfs(folder);
    const free = (bavail * bsize) / GIB;
    if (free < LEAST_FREE_GIB) {
      throw new Error(`${free.toFixed(1)} GiB free where ${folder} is: make room, the log stops when the disk is full`);
    }
    return { freeGiB: Math.round(free) };
  },
});

const clock = ({ pool, clock: ours }: Parts): HealthCheck => ({
  name: 'clock',
  check: async () => {
    const before = ours.now().getTime();
    const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
    const middle = (before + ours.now().getTime()) / 2;
    const skew = Math.round((rows[0]?.now.getTime() ?? middle) - middle);
    if (Math.abs(skew) > MOST_SKEW_MS) throw new Error(`differs from the database's by ${skew} ms: set both by NTP`);
    return { skewMs: skew };
  },
});
