import {
  AnnouncementPassed,
  type AnnounceStep,
  Branched,
  type BranchStep,
  type CampaignDefinition,
  JourneyEnded,
  type JourneyEvent,
  MessageDue,
  type MessageStep,
  type Reason,
  type SplitStep,
  StepWaiting,
  type WaitUntilStep,
  type WhyJourneyEnded,
} from '@laurel/contracts';
import { DAY_MS } from '@laurel/criteria-domain';
import { armOf, drawn } from '../campaign/draw.ts';
import { type Flow } from './flow.ts';
import { type Inside, type OfJourney } from './journey.state.ts';

/** Whether something is true of the person, and why. */
export interface Standing {
  readonly holds: boolean;
  readonly because: readonly Reason[];
}

/** May one more message of the campaign fall due now? */
export type Turn = 'now' | { readonly waitUntil: Date } | 'never';

/** Goes as far as the journey goes now. */
export interface Walk {
  readonly type: 'Walk';
  readonly now: Date;
  readonly flow: Flow;
  readonly definition: Pick<CampaignDefinition, 'category' | 'priority'>;
  readonly salt: string;
  /** `late`: it was reached after its window. */
  readonly goal: Standing & { readonly late?: boolean };
  /** How the person stands with what each step asks. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** Asked once for each message that would fall due; an answer `now` counts. */
  readonly turn: (reservedFor: Date | undefined) => Turn;
  readonly courseTitle?: string | undefined;
  /** The campaign is over. */
  readonly over?: { readonly why: 'ended' | 'cancelled'; readonly words: string } | undefined;
}

/** One message for one person, campaign, entry and step, whatever the version and however often we look. */
export const firingOf = ({ campaign, learner, entry }: OfJourney, step: string): string =>
  ['campaign', campaign, learner, String(entry), step].map(encodeURIComponent).join('/');

/** An announcement is made once for all, or once for each wave. */
export const announcementOf = (campaign: string, { id, once }: AnnounceStep, wave: number): string =>
  `${campaign}/${id}/${once === 'wave' ? wave : 0}`;

export const walk = (state: Inside, command: Walk): readonly JourneyEvent[] => {
  const { of } = state;
  const ending = endingOf(state, command);
  if (ending) {
    const step = state.place && ('on' in state.place ? state.place.on.step : state.place.behind);
    const at = command.now.toISOString();
    return [JourneyEnded.of({ ...of, ...(step === undefined ? {} : { step }), at, ...ending })];
  }
  if (state.arm === 'holdout' || command.now < state.startsAt) return [];
  return new Walker(state, command).go();
};

const endingOf = (
  { endsAt }: Inside,
  { now, goal, over }: Walk,
): { readonly why: WhyJourneyEnded; readonly because: Reason[] } | undefined => {
  if (goal.holds) return { why: goal.late === true ? 'goal-late' : 'goal', because: [...goal.because] };
  if (over) return { why: over.why, because: [{ text: over.words, facts: [] }] };
  if (now < endsAt) return undefined;
  return { why: 'window', because: [{ text: `the campaign ended ${endsAt.toISOString()}`, facts: [] }] };
};

/** Where the walk is: on which step, since when it could have been taken, and resting until when. */
interface Position {
  readonly id: string | undefined;
  readonly dueAt: Date;
  readonly restUntil?: Date;
  readonly reserved?: Date;
}

class Walker {
  private readonly events: JourneyEvent[] = [];
  private because: readonly Reason[];

  constructor(
    private readonly state: Inside,
    private readonly command: Walk,
  ) {
    this.because = state.because;
  }

  go(): readonly JourneyEvent[] {
    let position: Position | undefined = this.start();
    while (position) position = this.take(position);
    return this.events;
  }

  private start(): Position {
    const { place, startsAt } = this.state;
    const { flow, now } = this.command;
    if (!place) return { id: flow.first, dueAt: startsAt };
    if ('behind' in place) return { id: flow.after(place.behind, place.took), dueAt: now };
    const { step, until, for: what, dueAt } = place.on;
    if (what === 'pace') return { id: step, dueAt: dueAt ?? until, reserved: until };
    return { id: step, dueAt: until < now ? until : now, restUntil: until };
  }

  /** Takes one step; undefined where the journey rests or is over. */
  private take(position: Position): Position | undefined {
    const step = position.id === undefined ? undefined : this.command.flow.step(position.id);
    if (!step || step.do === 'end') return this.end('end', 'the last step was taken', step?.id);
    switch (step.do) {
      case 'message':
        return this.message(step, position);
      case 'wait':
        return this.wait(step.id, step.for.days, position);
      case 'announce':
        return this.announce(step, position);
      default:
        return this.choose(step, position);
    }
  }

  /** One of several ways. */
  private choose(step: WaitUntilStep | BranchStep | SplitStep, position: Position): Position | undefined {
    switch (step.do) {
      case 'waitUntil':
        return this.waitUntil(step, position);
      case 'branch':
        return this.branch(step.id, this.standing(step), position);
      case 'split':
        return this.split(step, position);
    }
  }

  private message(step: MessageStep, { dueAt, reserved }: Position): Position | undefined {
    if (reserved && reserved > this.command.now) return undefined;
    const turn = this.command.turn(reserved);
    if (turn === 'never') return this.end('budget', 'the messages of the campaign are used up', step.id);
    if (turn !== 'now') {
      if (turn.waitUntil >= this.state.endsAt) {
        return this.end('window', 'its turn would come after the end of the campaign', step.id);
      }
      const until = turn.waitUntil.toISOString();
      this.events.push(
        StepWaiting.of({ ...this.state.of, step: step.id, until, for: 'pace', dueAt: dueAt.toISOString() }),
      );
      return undefined;
    }
    this.events.push(this.due(step, dueAt));
    return { id: this.command.flow.after(step.id), dueAt };
  }

  private due(step: MessageStep, dueAt: Date): JourneyEvent {
    const { of, endsAt } = this.state;
    const { definition, courseTitle } = this.command;
    const { campaign, campaignVersion, learner, course, run, registration } = of;
    const expires = step.expiresAfter ? dueAt.getTime() + step.expiresAfter.days * DAY_MS : Infinity;
    const begins = step.event ? Date.parse(step.event.start) : Infinity;
    const { channel, template, templateVersion, values, event } = step;
    return MessageDue.of({
      ...{ campaign, campaignVersion, learner, course, run, registration },
      ...{ firing: firingOf(of, step.id), step: step.id, because: [...this.because] },
      action: {
        ...{ type: 'SendMessage', channel, template, category: definition.category },
        priority: step.priority ?? definition.priority,
        ...(templateVersion === undefined ? {} : { templateVersion }),
        ...(values === undefined ? {} : { values }),
        ...(event === undefined ? {} : { event }),
      },
      dueAt: this.command.now.toISOString(),
      notAfter: new Date(Math.min(endsAt.getTime(), expires, begins)).toISOString(),
      ...(courseTitle === undefined ? {} : { courseTitle }),
    });
  }

  private wait(id: string, days: number, { dueAt, restUntil }: Position): Position | undefined {
    const { flow, now } = this.command;
    if (restUntil === undefined) return this.rest(id, days, 'time');
    return restUntil <= now ? { id: flow.after(id), dueAt } : undefined;
  }

  private waitUntil(step: WaitUntilStep, position: Position): Position | undefined {
    const standing = this.standing(step);
    const { now } = this.command;
    if (standing.holds) return this.took(step.id, 'then', standing.because, { ...position, dueAt: now });
    if (position.restUntil === undefined) return this.rest(step.id, step.atMost.days, 'fact');
    return position.restUntil <= now ? this.took(step.id, 'timeout', standing.because, position) : undefined;
  }

  private rest(step: string, days: number, what: 'time' | 'fact'): undefined {
    const { of, endsAt } = this.state;
    const until = Math.min(this.command.now.getTime() + days * DAY_MS, endsAt.getTime());
    this.events.push(StepWaiting.of({ ...of, step, until: new Date(until).toISOString(), for: what }));
    return undefined;
  }

  private branch(id: string, { holds, because }: Standing, position: Position): Position {
    return this.took(id, holds ? 'then' : 'else', because, position);
  }

  private split({ id, arms }: SplitStep, position: Position): Position {
    const { of } = this.state;
    const arm = armOf(arms, drawn(this.command.salt, `split/${id}`, of.learner));
    const name = arm?.name ?? '';
    return this.took(id, name, [{ text: `drawn for ${name} at ${id}`, facts: [] }], position);
  }

  private took(step: string, took: string, because: readonly Reason[], { dueAt }: Position): Position {
    this.events.push(Branched.of({ ...this.state.of, step, took, because: [...because] }));
    this.because = because;
    return { id: this.command.flow.after(step, took), dueAt };
  }

  private announce(step: AnnounceStep, { dueAt }: Position): Position {
    const { of, wave } = this.state;
    const announcement = announcementOf(of.campaign, step, wave);
    this.events.push(AnnouncementPassed.of({ ...of, step: step.id, announcement }));
    return { id: this.command.flow.after(step.id), dueAt };
  }

  private end(why: WhyJourneyEnded, text: string, step: string | undefined): undefined {
    const at = this.command.now.toISOString();
    const because = [{ text, facts: [] }];
    this.events.push(JourneyEnded.of({ ...this.state.of, ...(step === undefined ? {} : { step }), at, why, because }));
    return undefined;
  }

  private standing({ id }: { readonly id: string }): Standing {
    const standing = this.command.standings.get(id);
    if (!standing) throw new Error(`nobody asked how the person stands with ${id}`);
    return standing;
  }
}
