import { type JourneyEvent, journeyEvents } from '@laurel/contracts';
import { type DueJourney, journeyDecider, type JourneyList, type KnownJourney } from '@laurel/engagement-domain';
import { type PlayedStore } from './played-store.ts';

interface Standing extends KnownJourney {
  readonly learner: string;
  readonly startsAt: Date;
  readonly restsFor: string | undefined;
}

type Entered = Extract<JourneyEvent, { readonly type: 'engagement.CampaignEntered' }>;

const TYPES: ReadonlySet<string> = new Set(journeyEvents.map(({ type }) => type));
const HOUR_MS = 3_600_000;

/** Where the journeys of a dry run stand, by the same meaning of the events as the list of the real ones. */
export class PlayedJourneys implements JourneyList {
  private readonly standings = new Map<string, Standing>();
  private readonly fellDue: Date[] = [];
  private awake = new Set<string>();
  private taken = 0;

  constructor(
    private readonly store: PlayedStore,
    private readonly really: Pick<JourneyList, 'insideOthers'>,
  ) {}

  catchUp(): Promise<void> {
    for (const event of this.store.events().slice(this.taken)) {
      if (TYPES.has(event.type)) this.take(journeyDecider.read(event));
    }
    this.taken = this.store.events().length;
    return Promise.resolve();
  }

  /** When something is due next; undefined: never. */
  next(): Date | undefined {
    const times = [...this.standings.values()].flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime()] : []));
    return times.length === 0 ? undefined : new Date(times.reduce((first, one) => Math.min(first, one)));
  }

  wakeEverybody(): void {
    this.awake = new Set([...this.standings].flatMap(([learner, { dueAt }]) => (dueAt ? [learner] : [])));
  }

  due(campaign: string, now: Date, limit: number): Promise<readonly DueJourney[]> {
    const due = [...this.standings.values()].filter(
      ({ dueAt, learner }) => dueAt !== null && (dueAt <= now || this.awake.has(learner)),
    );
    return Promise.resolve(
      due.slice(0, limit).map(({ learner, version, startsAt }) => ({
        ...{ campaign, learner, version, startsAt },
        wokenAt: this.awake.has(learner) ? now : undefined,
      })),
    );
  }

  sleep(journeys: readonly DueJourney[]): Promise<void> {
    for (const { learner } of journeys) this.awake.delete(learner);
    return Promise.resolve();
  }

  known(_: string, learners: readonly string[]): Promise<ReadonlyMap<string, KnownJourney>> {
    return Promise.resolve(
      new Map(
        learners.flatMap((learner) => {
          const standing = this.standings.get(learner);
          return standing ? [[learner, standing] as const] : [];
        }),
      ),
    );
  }

  insideOthers(campaign: string, learners: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.really.insideOthers(campaign, learners);
  }

  pace(_: string, hour: Date) {
    const reserved = new Map<number, number>();
    for (const { restsFor, dueAt } of this.standings.values()) {
      if (restsFor !== 'pace' || !dueAt) continue;
      const of = Math.floor(dueAt.getTime() / HOUR_MS) * HOUR_MS;
      reserved.set(of, (reserved.get(of) ?? 0) + 1);
    }
    return Promise.resolve({ thisHour: this.fellDue.filter((at) => at >= hour).length, reserved });
  }

  messages(): Promise<number> {
    return Promise.resolve(this.fellDue.length);
  }

  /** Nothing is sent. */
  sent(): Promise<number> {
    return Promise.resolve(0);
  }

  wake(): Promise<number> {
    return Promise.resolve(0);
  }

  wakeAll(): Promise<void> {
    this.wakeEverybody();
    return Promise.resolve();
  }

  anybodyInside(): Promise<boolean> {
    return Promise.resolve(this.next() !== undefined);
  }

  counts(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  learners(): Promise<readonly string[]> {
    return Promise.resolve([...this.standings.keys()].sort());
  }

  async alone(work: () => Promise<void>): Promise<boolean> {
    await work();
    return true;
  }

  /** Whatever else was decided, the journey goes on at once, or never began. */
  private take(event: JourneyEvent): void {
    const { learner } = event.data;
    if (event.type === 'engagement.MessageDue') this.fellDue.push(new Date(event.data.dueAt ?? 0));
    if (event.type === 'engagement.CampaignEntered') this.standings.set(learner, entered(event.data));
    const before = this.standings.get(learner);
    const after = before && restingAfter(event);
    if (after) this.standings.set(learner, { ...before, ...after });
  }
}

const restingAfter = (event: JourneyEvent): Partial<Standing> | undefined => {
  if (event.type === 'engagement.JourneyEnded') return { is: 'ended', at: event.data.why, dueAt: null };
  if (event.type !== 'engagement.StepWaiting') return undefined;
  const { step: at, until, for: restsFor } = event.data;
  return { at, dueAt: new Date(until), restsFor };
};

const entered = ({ learner, arm, campaignVersion, entry, startsAt, endsAt }: Entered['data']): Standing => ({
  ...{ learner, is: 'inside', arm, version: campaignVersion, entry, at: null, restsFor: undefined },
  startsAt: new Date(startsAt),
  dueAt: new Date(arm === 'holdout' ? endsAt : startsAt),
});
