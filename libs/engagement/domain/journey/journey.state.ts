import { type Arm, type JourneyEvent, type Reason, type WhyNotEntered } from '@laurel/contracts';

/** What every event of a journey carries. */
export interface OfJourney {
  readonly campaign: string;
  readonly campaignVersion: number;
  readonly entry: number;
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
}

/** On a step, until then; `dueAt` where a message waits for its turn. */
export interface Rest {
  readonly step: string;
  readonly until: Date;
  readonly for: 'time' | 'fact' | 'pace';
  readonly dueAt?: Date;
}

/** Behind a step, by the way that was taken; or on one; undefined: before the first. */
export type Place = { readonly behind: string; readonly took?: string } | { readonly on: Rest } | undefined;

export interface Inside {
  readonly is: 'inside';
  readonly of: OfJourney;
  readonly arm: Arm;
  readonly wave: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Why the person is here, and on this way. */
  readonly because: readonly Reason[];
  readonly place: Place;
}

export type JourneyState =
  | { readonly is: 'outside'; readonly entries: number; readonly endedAt?: Date; readonly keptOut?: WhyNotEntered }
  | Inside;

export const OUTSIDE: JourneyState = { is: 'outside', entries: 0 };

export const evolveJourney = (state: JourneyState, event: JourneyEvent): JourneyState => {
  switch (event.type) {
    case 'engagement.CampaignEntered':
      return entered(event.data);
    case 'engagement.JourneyEnded':
      return { is: 'outside', entries: event.data.entry, endedAt: new Date(event.data.at) };
    case 'engagement.NotEntered':
      return state.is === 'outside' ? { ...state, keptOut: event.data.why } : state;
    default:
      return state.is === 'inside' ? { ...state, ...moved(event) } : state; // a correction may come later
  }
};

type Moving = Exclude<
  JourneyEvent,
  { readonly type: `engagement.${'CampaignEntered' | 'JourneyEnded' | 'NotEntered'}` }
>;

const moved = (event: Moving): Pick<Inside, 'place'> & Partial<Pick<Inside, 'because'>> => {
  switch (event.type) {
    case 'engagement.MessageDue':
    case 'engagement.AnnouncementPassed':
      return { place: { behind: event.data.step } };
    case 'engagement.Branched': {
      const { step, took, because } = event.data;
      return { place: { behind: step, took }, because };
    }
    case 'engagement.StepWaiting': {
      const { step, until, for: what, dueAt } = event.data;
      const rest = { step, until: new Date(until), for: what };
      return { place: { on: dueAt === undefined ? rest : { ...rest, dueAt: new Date(dueAt) } } };
    }
  }
};

type Entered = Extract<JourneyEvent, { readonly type: 'engagement.CampaignEntered' }>['data'];

const entered = ({ arm, wave, startsAt, endsAt, because, ...of }: Entered): Inside => ({
  ...{ is: 'inside', of: journeyOf(of), arm, wave, because, place: undefined },
  ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
});

const journeyOf = ({ campaign, campaignVersion, entry, learner, course, run, registration }: OfJourney): OfJourney => ({
  ...{ campaign, campaignVersion, entry, learner, course, run, registration },
});
