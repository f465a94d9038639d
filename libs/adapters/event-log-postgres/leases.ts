import { type Client } from 'pg';
import { type Topic } from './append.ts';
import { bellOf, MEMBERS } from './schema.ts';

/** Where a group stands in a partition that this consumer holds. */
export interface Lease {
  readonly partition: number;
  /** The next offset to deliver. */
  next: bigint;
  /** A batch of it is being handled. */
  busy: boolean;
  /** It is somebody else's turn: to be given back as soon as it is not busy. */
  wanted: boolean;
}

/** The object of a member's lock; partitions count from 0. */
const MEMBER = -1;

/**
 * Who of a group works on which partition. Every consumer holds a shared lock as a member, and the partition p belongs to
 * the member p modulo the number of members, in the order of their sessions: all see the same members, so all find the
 * same owners, and nobody has to be the leader. A partition is worked on only under a lock of its own, so while views
 * differ it waits. All these locks are the session's: they go when the process dies, at once.
 */
export class Leases {
  private readonly held = new Map<number, Lease>();
  private pid = 0;

  constructor(
    private readonly client: Client,
    private readonly topic: Topic,
    private readonly group: number,
  ) {}

  all(): readonly Lease[] {
    return [...this.held.values()];
  }

  async join(): Promise<void> {
    await this.client.query('select pg_advisory_lock_shared($1::int, $2::int)', [this.group, MEMBER]);
    const { rows } = await this.client.query<{ pid: number }>('select pg_backend_pid() as pid');
    this.pid = rows[0]?.pid ?? 0;
    await this.tellMembers();
  }

  async leave(): Promise<void> {
    this.held.clear();
    await this.client.query('select pg_advisory_unlock_all()');
    await this.tellMembers();
  }

  /** Gives back what others should have and is not busy, takes what is ours and free. */
  async share(): Promise<void> {
    const members = await this.members();
    const isOurs = (partition: number): boolean => members[partition % members.length] === this.pid;
    await this.giveBack(isOurs);
    for (let partition = 0; partition < this.topic.partitions; partition++) {
      if (isOurs(partition) && !this.held.has(partition)) await this.take(partition);
    }
  }

  private async members(): Promise<readonly number[]> {
    const { rows } = await this.client.query<{ pid: number }>(
      `select pid from pg_locks
       where locktype = 'advisory' and granted and objsubid = 2 and classid = $1::int::oid and objid = $2::int::oid
         and database = (select oid from pg_database where datname = current_database())
       order by pid`,
      [this.group, MEMBER],
    );
    return rows.map(({ pid }) => pid);
  }

  private async giveBack(isOurs: (partition: number) => boolean): Promise<void> {
    const before = this.held.size;
    for (const lease of this.all()) {
      lease.wanted = isOurs(lease.partition);
      if (lease.wanted || lease.busy) continue;
      this.held.delete(lease.partition);
      await this.client.query('select pg_advisory_unlock($1::int, $2::int)', [this.group, lease.partition]);
    }
    if (this.held.size < before) await this.tellMembers();
  }

  private async take(partition: number): Promise<void> {
    const { rows } = await this.client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1::int, $2::int) as taken',
      [this.group, partition],
    );
    if (!rows[0]?.taken) return;
    // Asked under the lock: whoever had it before has committed.
    const checkpoint = await this.client.query<{ next_offset: string }>(
      'select next_offset from event_log_checkpoint where group_id = $1 and partition = $2',
      [this.group, partition],
    );
    const next = BigInt(checkpoint.rows[0]?.next_offset ?? 0);
    this.held.set(partition, { partition, next, busy: false, wanted: true });
  }

  private async tellMembers(): Promise<void> {
    await this.client.query('select pg_notify($1, $2)', [bellOf(this.topic.id), MEMBERS]);
  }

  /**
   * Moves the checkpoint, through the session that holds the lock: who lost the lock has lost the session with it and
   * cannot move anything.
   */
  async commit(lease: Lease, next: bigint): Promise<void> {
    await this.client.query(
      `insert into event_log_checkpoint (group_id, partition, next_offset) values ($1, $2, $3)
       on conflict (group_id, partition) do update set next_offset = excluded.next_offset`,
      [this.group, lease.partition, next],
    );
    lease.next = next;
  }
}
