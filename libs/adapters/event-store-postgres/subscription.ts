import { type Reactor, type RecordedEvent, type Subscription } from '@laurel/kernel';
import { Bell, type Logger } from '@laurel/platform';
import { Client, type ClientConfig } from 'pg';
import { COLUMNS, eventOf, type EventRow } from './event-row.ts';
import { BELL } from './schema.ts';

const BATCH = 200;
/** The bell may ring before an older transaction ended, which hides what it rang for: hence a look without it. */
const LOOK_MS = 1_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 60_000;

interface Deps {
  readonly connection: ClientConfig;
  readonly log: Logger;
}

/** Behind which event a subscription stands. */
interface Place {
  readonly transaction: string;
  readonly position: string;
}

/**
 * Works on a connection of its own whose advisory lock says who holds the name: the lock goes with the connection, and
 * the place is stored through it, so who lost the name cannot move the place. No transaction is open while the reactor
 * works, for it would hide from everybody what is appended meanwhile.
 */
export const startSubscription = (deps: Deps, name: string, reactor: Reactor): Subscription => {
  const holder = new Holder(deps, name, reactor);
  const done = holder.run();
  return {
    stop: async () => {
      holder.stop();
      await done;
    },
  };
};

class Holder {
  private readonly bell = new Bell();
  private readonly log: Logger;
  private stopping = false;
  private cuts = 0;

  constructor(
    private readonly deps: Deps,
    private readonly name: string,
    private readonly reactor: Reactor,
  ) {
    this.log = deps.log.child({ subscription: name });
  }

  stop(): void {
    this.stopping = true;
    this.bell.ring();
  }

  /** Connects again for as long as it takes: a database that is away is an outage to wait out. */
  async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.connected();
      } catch (error) {
        this.log.error({ error }, 'subscription lost its database, connecting again');
        await this.pause(this.cuts++);
      }
    }
  }

  private async connected(): Promise<void> {
    const client = new Client(this.deps.connection);
    client.on('error', () => this.bell.ring()); // the next query on it throws
    client.on('notification', () => this.bell.ring());
    try {
      await client.connect();
      await client.query(`listen ${BELL}`);
      while (!this.stopping && !(await this.taken(client))) await this.bell.wait(LOOK_MS);
      if (!this.stopping) await this.work(client);
    } finally {
      await client.end().catch(() => undefined); // it may be gone already
    }
  }

  private async taken(client: Client): Promise<boolean> {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtextextended('laurel.subscription.' || $1, 0)) as taken`,
      [this.name],
    );
    return rows[0]?.taken === true;
  }

  private async work(client: Client): Promise<void> {
    this.cuts = 0;
    let place = await this.storedPlace(client);
    while (!this.stopping) {
      const horizon = await horizonOf(client);
      const rows = await this.next(client, place, horizon);
      for (const row of rows) {
        if (!(await this.handled(eventOf(row)))) return;
        place = { transaction: row.transaction_id, position: row.position };
        await this.store(client, place);
      }
      if (rows.length === BATCH) continue;
      place = { transaction: horizon, position: '0' }; // nothing below it is left, nor can anything come
      await this.bell.wait(LOOK_MS);
    }
  }

  /** Tries until it is done; false when it shall stop. An event is never passed over. */
  private async handled(event: RecordedEvent): Promise<boolean> {
    for (let failures = 0; !this.stopping; failures++) {
      try {
        await this.reactor(event);
        return true;
      } catch (error) {
        this.log.error({ error, event: event.id, type: event.type, failures }, 'reactor failed, trying again');
        await this.pause(failures);
      }
    }
    return false;
  }

  private async pause(failures: number): Promise<void> {
    const end = Date.now() + Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    while (!this.stopping && Date.now() < end) await this.bell.wait(end - Date.now());
  }

  private async storedPlace(client: Client): Promise<Place> {
    const { rows } = await client.query<Place>(
      'select transaction_id::text as transaction, position::text from decision_subscription where name = $1',
      [this.name],
    );
    return rows[0] ?? { transaction: '0', position: '0' };
  }

  private async store(client: Client, { transaction, position }: Place): Promise<void> {
    await client.query('update decision_subscription set transaction_id = $2, position = $3 where name = $1', [
      this.name,
      transaction,
      position,
    ]);
  }

  private async next(client: Client, after: Place, horizon: string): Promise<readonly EventRow[]> {
    const { rows } = await client.query<EventRow>(
      `select ${COLUMNS} from decision_event
       where (transaction_id, position) > ($1::xid8, $2::bigint) and transaction_id < $3::xid8
         and exists (select from decision_subscription s where s.name = $4 and (s.types is null or type = any(s.types)))
       order by decision_event.transaction_id, decision_event.position limit ${BATCH}`,
      [after.transaction, after.position, horizon, this.name],
    );
    return rows;
  }
}

/** Every transaction below it has ended: nothing can be committed there any more. */
const horizonOf = async (client: Client): Promise<string> => {
  const { rows } = await client.query<{ horizon: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon',
  );
  return rows[0]?.horizon ?? '0';
};
