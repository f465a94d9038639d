import {
  type DueJourney,
  type JourneyCount,
  type JourneyList,
  type KnownJourney,
  type PaceSoFar,
} from '@laurel/engagement-domain';
import { catchUp } from '@laurel/event-store-postgres';
import { Client, type Pool } from 'pg';
import { JOURNEYS, TABLES } from './journey-projection.ts';

const LOCK = "hashtextextended('laurel.journeys', 0)";

/** Reads the event store's own table: they are one database. */
export const openJourneyList = async (pool: Pool): Promise<JourneyList> => {
  await pool.query(`begin; select pg_advisory_xact_lock(hashtextextended('laurel.journey', 0)); ${TABLES} commit`);
  return {
    catchUp: () => catchUp(pool, JOURNEYS),
    due: (campaign, now, limit) => due(pool, campaign, now, limit),
    anybodyInside: async () => {
      const { rows } = await pool.query('select 1 from journey where due_at is not null limit 1');
      return rows.length > 0;
    },
    wake: async (learners, at) => {
      const { rowCount } = await pool.query(
        'update journey set woken_at = $2 where learner = any($1) and due_at is not null',
        [learners, at],
      );
      return rowCount ?? 0;
    },
    wakeAll: async (campaign, at) => {
      await pool.query(
        'update journey set woken_at = $2 where campaign = $1 and due_at is not null and woken_at is null',
        [campaign, at],
      );
    },
    sleep: async (journeys) => {
      const woken = journeys.flatMap(({ wokenAt, ...of }) => (wokenAt ? [{ ...of, wokenAt }] : []));
      if (woken.length > 0) await sleep(pool, woken);
    },
    insideOthers: async (campaign, learners) => {
      const { rows } = await pool.query<{ learner: string; campaign: string }>(
        'select learner, min(campaign) as campaign from journey where learner = any($2) and due_at is not null and campaign <> $1 group by learner',
        [campaign, learners],
      );
      return new Map(rows.map((row) => [row.learner, row.campaign]));
    },
    known: (campaign, learners) => known(pool, campaign, learners),
    pace: (campaign, hour) => pace(pool, campaign, hour),
    messages: (campaign) => messages(pool, campaign, new Date(0)),
    sent: (campaign) => sent(pool, campaign),
    counts: (campaign) => counts(pool, campaign),
    learners: async (campaign, { after, limit }) => {
      const { rows } = await pool.query<{ learner: string }>(
        'select learner from journey where campaign = $1 and learner > $2 order by learner limit $3',
        [campaign, after, limit],
      );
      return rows.map(({ learner }) => learner);
    },
    alone: (work) => alone(pool, work),
  };
};

const due = async (pool: Pool, campaign: string, now: Date, limit: number): Promise<readonly DueJourney[]> => {
  const { rows } = await pool.query<{ learner: string; version: number; starts_at: Date; woken_at: Date | null }>(
    `select learner, version, starts_at, woken_at from (
       (select * from journey where campaign = $1 and due_at <= $2 order by due_at, learner limit $3)
       union
       (select * from journey where campaign = $1 and woken_at is not null order by woken_at, learner limit $3)
     ) as one
     order by least(due_at, woken_at), learner limit $3`,
    [campaign, now, limit],
  );
  return rows.map(({ learner, version, starts_at: startsAt, woken_at: wokenAt }) => ({
    ...{ campaign, learner, version, startsAt },
    wokenAt: wokenAt ?? undefined,
  }));
};

const sleep = async (
  pool: Pool,
  woken: readonly { readonly campaign: string; readonly learner: string; readonly wokenAt: Date }[],
): Promise<void> => {
  await pool.query(
    `update journey set woken_at = null
     from unnest($1::text[], $2::text[], $3::timestamptz[]) as seen (campaign, learner, woken_at)
     where journey.campaign = seen.campaign and journey.learner = seen.learner and journey.woken_at = seen.woken_at`,
    [
      woken.map(({ campaign }) => campaign),
      woken.map(({ learner }) => learner),
      woken.map(({ wokenAt }) => wokenAt.toISOString()),
    ],
  );
};

const known = async (
  pool: Pool,
  campaign: string,
  learners: readonly string[],
): Promise<ReadonlyMap<string, KnownJourney>> => {
  const { rows } = await pool.query<KnownJourney & { readonly learner: string }>(
    `select learner, "is", arm, version, entry, at, due_at as "dueAt" from journey
     where campaign = $1 and learner = any($2)`,
    [campaign, learners],
  );
  return new Map(rows.map(({ learner, ...row }) => [learner, row]));
};

const pace = async (pool: Pool, campaign: string, hour: Date): Promise<PaceSoFar> => {
  const reserved = await pool.query<{ hour: string; people: string }>(
    `select floor(extract(epoch from due_at) / 3600) as hour, count(*) as people from journey
     where campaign = $1 and rests_for = 'pace' and due_at is not null group by 1`,
    [campaign],
  );
  return {
    thisHour: await messages(pool, campaign, hour),
    reserved: new Map(reserved.rows.map((one) => [Number(one.hour) * 3_600_000, Number(one.people)])),
  };
};

const messages = async (pool: Pool, campaign: string, since: Date): Promise<number> => {
  const { rows } = await pool.query<{ messages: string }>(
    `select count(*) as messages from decision_event
     where data ? 'campaign' and data ->> 'campaign' = $1 and type = 'engagement.MessageDue' and data ->> 'dueAt' >= $2`,
    [campaign, since.toISOString()],
  );
  return Number(rows[0]?.messages ?? 0);
};

const sent = async (pool: Pool, campaign: string): Promise<number> => {
  const { rows } = await pool.query<{ sent: string }>(
    `select count(distinct data ->> 'message') as sent from decision_event
     where data ? 'campaign' and data ->> 'campaign' = $1 and type = 'communications.MessageSent'`,
    [campaign],
  );
  return Number(rows[0]?.sent ?? 0);
};

const counts = async (pool: Pool, campaign: string): Promise<readonly JourneyCount[]> => {
  const { rows } = await pool.query<Omit<JourneyCount, 'people'> & { people: string }>(
    `select version, arm, wave, "is", at, count(*) as people from journey where campaign = $1
     group by version, arm, wave, "is", at order by version, arm, wave, "is", at`,
    [campaign],
  );
  return rows.map((row) => ({ ...row, people: Number(row.people) }));
};

/** On a connection of its own: the lock goes with it. */
const alone = async (pool: Pool, work: () => Promise<void>): Promise<boolean> => {
  const client = new Client(pool.options);
  client.on('error', () => undefined); // the unlock below throws
  await client.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${LOCK}) as taken`);
    if (rows[0]?.taken !== true) return false;
    await work();
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
};
