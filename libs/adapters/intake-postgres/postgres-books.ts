import { type ControlTotal, type Receipt, type Receipts } from '@laurel/contracts';
import { type ControlTotals } from '@laurel/intake-domain';
import { type Logger, newId } from '@laurel/platform';
import { type Pool } from 'pg';
import { migrate } from './schema.ts';

export interface DayRange {
  readonly source?: string | undefined;
  /** ISO dates, both inclusive. */
  readonly from: string;
  readonly to: string;
}

/** The books of intake: what it acknowledged, and what sources say they told. */
export interface Books extends Receipts {
  readonly controlTotals: ControlTotals;
  receipts(range: DayRange): Promise<readonly { source: string; day: string; records: number }[]>;
  totals(range: DayRange): Promise<readonly { source: string; day: string; type: string; count: number }[]>;
  /** Records of a topic of the log that nobody could read, by partition. */
  unreadable(topic: string): Promise<readonly { partition: number; records: number }[]>;
}

/** The pool is the caller's to end. */
export const openBooks = async (pool: Pool, log: Logger): Promise<Books> => {
  await migrate(pool);
  return new PostgresBooks(pool, log);
};

const IN_RANGE = `day between $1::date and $2::date and ($3::text is null or source = $3)`;
const rangeOf = ({ from, to, source }: DayRange) => [from, to, source];

class PostgresBooks implements Books {
  private readonly writer = newId();
  private number = 0;
  /** Sent, and perhaps stored: to be sent again under the same number before anything else. */
  private unsure: readonly Receipt[] | undefined;
  private waiting = new Map<string, Receipt>();
  private storing: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly log: Logger,
  ) {}

  readonly controlTotals: ControlTotals = {
    keep: async ({ source, day, type, count }: ControlTotal) => {
      await this.pool.query(
        `insert into control_total (source, day, type, count) values ($1, $2, $3, $4)
         on conflict (source, day, type) do update set count = excluded.count, told_at = excluded.told_at`,
        [source, day, type, count],
      );
    },
  };

  /** One write at a time; what comes meanwhile goes together with the next one. */
  async keep(receipts: readonly Receipt[]): Promise<void> {
    for (const receipt of receipts) {
      const key = `${receipt.day} ${receipt.source}`;
      const records = (this.waiting.get(key)?.records ?? 0) + receipt.records;
      this.waiting.set(key, { ...receipt, records });
    }
    await this.storing;
    if (this.waiting.size > 0) {
      this.storing ??= this.store().finally(() => {
        this.storing = undefined;
      });
    }
    await this.storing;
  }

  private async store(): Promise<void> {
    try {
      if (this.unsure) await this.send(this.unsure);
      this.unsure = [...this.waiting.values()];
      this.waiting = new Map();
      this.number++;
      await this.send(this.unsure);
    } catch (error) {
      this.log.warn({ error }, 'receipts were not stored, they go with the next ones');
    }
  }

  /** Not waited for on the disk: a power cut may cost the last moments of receipts, which never look like a loss. */
  private async send(receipts: readonly Receipt[]): Promise<void> {
    const sorted = [...receipts].sort((a, b) => a.day - b.day || (a.source < b.source ? -1 : 1));
    await this.pool.query({
      name: 'laurel_receipts',
      text: `
        with unhurried as (select set_config('synchronous_commit', 'off', true)),
        turn as (
          insert into intake_receipt_writer as w (writer, number) select $1, $2 from unhurried
          on conflict (writer) do update set number = excluded.number where w.number < excluded.number
          returning 1
        )
        insert into intake_receipt as r (source, day, records)
        select source, date '1970-01-01' + day, records
        from turn, unnest($3::text[], $4::integer[], $5::bigint[]) as told (source, day, records)
        on conflict (source, day) do update set records = r.records + excluded.records`,
      values: [
        ...[this.writer, this.number],
        ...[sorted.map(({ source }) => source), sorted.map(({ day }) => day), sorted.map(({ records }) => records)],
      ],
    });
    this.unsure = undefined;
  }

  async receipts(range: DayRange) {
    const { rows } = await this.pool.query<{ source: string; day: string; records: string }>(
      `select source, day::text as day, records from intake_receipt where ${IN_RANGE}`,
      rangeOf(range),
    );
    return rows.map((row) => ({ ...row, records: Number(row.records) }));
  }

  async totals(range: DayRange) {
    const { rows } = await this.pool.query<{ source: string; day: string; type: string; count: string }>(
      `select source, day::text as day, type, count from control_total where ${IN_RANGE} order by type`,
      rangeOf(range),
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  async unreadable(topic: string) {
    const { rows } = await this.pool.query<{ partition: number; records: number }>(
      `select split_part(place, '/', 2)::int as partition, count(distinct place)::int as records from dead_letter
       where entrance = 'kafka' and code <> 'event.conflict' and split_part(place, '/', 1) = $1
       group by 1`,
      [topic],
    );
    return rows;
  }
}
