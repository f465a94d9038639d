import { DECISIONS, LEARNING_EVENTS } from '@laurel/contracts';
import { CERTIFICATION_SUBSCRIPTIONS } from '@laurel/certification-feature';
import { DELIVERY_SUBSCRIPTIONS, POSTING_SUBSCRIPTIONS } from '@laurel/communications-feature';
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
    ...[RELAY, ...CERTIFICATION_SUBSCRIPTIONS, ...DELIVERY_SUBSCRIPTIONS, ...POSTING_SUBSCRIPTIONS].map((name) =>
      subscription(parts, name),
    ),
    parts.mail.check,
    deadLetters(parts),
    disk(parts),
    clock(parts),
  ],
});

const database = ({ pool, settings }: Parts): HealthCheck => ({
  name: 'PostgreSQL',
  hint: settings.DATABASE_URL
    ? 'Is the server of DATABASE_URL up, and may this user connect? Laurel goes on by itself when it answers.'
    : 'The embedded server does not answer: see postgres/log in the data folder, then restart Laurel.',
  check: async () => {
    const { rows } = await pool.query<{ server_version: string }>('show server_version');
    return { version: rows[0]?.server_version ?? 'unknown', connections: pool.totalCount };
  },
});

const clickhouse = ({ warehouse, settings }: Parts): HealthCheck => ({
  name: 'ClickHouse',
  hint: settings.CLICKHOUSE_URL
    ? 'Is the server of CLICKHOUSE_URL up, and may this user query? Facts wait in the log until it answers.'
    : 'The embedded engine does not answer: is a long question under way? Otherwise restart Laurel; facts wait in the log.',
  check: async () => {
    const rows = await warehouse.rows<{ version: string }>('SELECT version() AS version');
    return { version: rows[0]?.version ?? 'unknown' };
  },
});

const eventLog = ({ eventLog: log, settings }: Parts): HealthCheck => ({
  name: 'event log',
  hint:
    settings.LAUREL_EVENT_LOG === 'kafka'
      ? 'Are the brokers of KAFKA_BROKERS up and reachable from here? Senders are told to come again until then.'
      : 'It is a table of PostgreSQL: put that right first.',
  check: async () => {
    await log.check();
    return { kind: settings.LAUREL_EVENT_LOG };
  },
});

const lag = ({ eventLog: log }: Parts, topic: string, name: string): HealthCheck => ({
  name,
  hint: 'Put the event log right first; nothing that was acknowledged is lost meanwhile.',
  check: async () => ({ lag: await log.lag(topic, PROJECTION) }),
});

const subscription = ({ eventStore }: Parts, name: string): HealthCheck => ({
  name: `decisions: ${name}`,
  hint: 'It reads from PostgreSQL: put that right first.',
  check: async () => ({ lag: await eventStore.lag(name) }),
});

const deadLetters = ({ deadLetters: store }: Parts): HealthCheck => ({
  name: 'dead letters',
  hint: 'They are in PostgreSQL: put that right first.',
  check: async () => Object.fromEntries((await store.waiting()).map(({ code, count }) => [code, count])),
});

const disk = ({ folder }: Parts): HealthCheck => ({
  name: 'disk',
  hint: 'Make room, or move the data folder to a larger disk (docs/operations.md): nothing is taken in when it is full.',
  check: async () => {
    const { bavail, bsize } = await statfs(folder);
    const free = (bavail * bsize) / GIB;
    if (free < LEAST_FREE_GIB) throw new Error(`${free.toFixed(1)} GiB free where ${folder} is`);
    return { freeGiB: Math.round(free) };
  },
});

const clock = ({ pool, clock: ours }: Parts): HealthCheck => ({
  name: 'clock',
  hint: 'Set both clocks by NTP: "as known at" is wrong by as much as they differ.',
  check: async () => {
    const before = ours.now().getTime();
    const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
    const middle = (before + ours.now().getTime()) / 2;
    const skew = Math.round((rows[0]?.now.getTime() ?? middle) - middle);
    if (Math.abs(skew) > MOST_SKEW_MS) throw new Error(`the database's clock differs from ours by ${skew} ms`);
    return { skewMs: skew };
  },
});
