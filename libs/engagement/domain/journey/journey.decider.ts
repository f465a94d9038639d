import {
  type Arm,
  CampaignEntered,
  type JourneyEvent,
  journeyEvents,
  NotEntered,
  type Reason,
  type WhyNotEntered,
} from '@laurel/contracts';
import { DAY_MS } from '@laurel/criteria-domain';
import { BadEvent, type Decider } from '@laurel/kernel';
import { evolveJourney, type JourneyState, OUTSIDE, type OfJourney } from './journey.state.ts';
import { walk, type Walk } from './walk.ts';

type OfPerson = Omit<OfJourney, 'entry'>;

/** The person matches, and nothing speaks against it. */
export interface Enter {
  readonly type: 'Enter';
  readonly of: OfPerson;
  readonly arm: Arm;
  readonly wave: number;
  readonly group: string | undefined;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly because: readonly Reason[];
  readonly now: Date;
  /** Days after the end of a journey from which the person may enter again; undefined: once only. */
  readonly againAfterDays: number | undefined;
}
/** The person matches, and this speaks against it. */
export interface KeepOut {
  readonly type: 'KeepOut';
  readonly of: OfPerson;
  readonly why: WhyNotEntered;
  readonly because: readonly Reason[];
}
export type JourneyCommand = Enter | KeepOut | Walk;

const definitions = new Map<string, (typeof journeyEvents)[number]>(journeyEvents.map((one) => [one.type, one]));

/** One person's way through a campaign: stream `journey-<campaign>-<learner>`. */
export const journeyDecider: Decider<JourneyState, JourneyCommand, JourneyEvent> = {
  initial: OUTSIDE,
  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of a journey`);
    return definition.read(stored);
  },
  evolve: evolveJourney,
  decide: (state, command) => {
    switch (command.type) {
      case 'Enter':
        return enter(state, command);
      case 'KeepOut':
        return keepOut(state, command);
      case 'Walk':
        return state.is === 'inside' ? walk(state, command) : [];
    }
  },
};

const enter = (state: JourneyState, command: Enter): readonly JourneyEvent[] => {
  if (state.is === 'inside' || !mayEnter(state, command)) return [];
  const { of, arm, wave, group, startsAt, endsAt, because } = command;
  return [
    CampaignEntered.of({
      ...{ ...of, entry: state.entries + 1, arm, wave },
      ...(group === undefined ? {} : { group }),
      ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), because: [...because] },
    }),
  ];
};

const mayEnter = ({ entries, endedAt }: Extract<JourneyState, { is: 'outside' }>, command: Enter): boolean => {
  if (entries === 0 || !endedAt) return true;
  const { againAfterDays, now } = command;
  return againAfterDays !== undefined && now.getTime() - endedAt.getTime() >= againAfterDays * DAY_MS;
};

const keepOut = (state: JourneyState, { of, why, because }: KeepOut): readonly JourneyEvent[] => {
  if (state.is === 'inside' || state.entries > 0 || state.keptOut === why) return [];
  return [NotEntered.of({ ...of, entry: 1, why, because: [...because] })];
};
