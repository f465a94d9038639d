import { type CampaignDefinition } from '@laurel/contracts';
import { type CampaignEvent } from './campaign.events.ts';

/** A version on its way to be launched. */
export interface Prepared {
  readonly version: number;
  readonly stage: 'draft' | 'estimated' | 'awaiting-approval' | 'approved';
  /** Id of a key; known from the submission on. */
  readonly submittedBy?: string;
}

interface Known {
  readonly is: 'preparing' | 'scheduled' | 'running' | 'paused' | 'ended' | 'cancelled';
  readonly campaign: string;
  readonly salt: string;
  /** How many there are; the newest has that number. */
  readonly versions: number;
  readonly newest: CampaignDefinition;
  /** undefined: nothing is being changed. */
  readonly preparing: Prepared | undefined;
  /** What people enter; undefined: not launched yet. */
  readonly live: number | undefined;
  /** Of the version that people enter. */
  readonly window: { readonly from: Date; readonly to: Date } | undefined;
  /** Whether it had begun when it was paused. */
  readonly begun: boolean;
  readonly waves: { readonly by: string; readonly groups: readonly (readonly string[])[] } | undefined;
  /** The version whose whole audience was decided about. */
  readonly planned: number | undefined;
  readonly corrections: ReadonlySet<string>;
}

export type CampaignState = { readonly is: 'none' } | Known;

export const NO_CAMPAIGN: CampaignState = { is: 'none' };

/** What people call where it stands: the stage of the first version until it is launched, then the campaign's own. */
export const statusOf = (state: Known): Prepared['stage'] | Exclude<Known['is'], 'preparing'> =>
  state.is === 'preparing' ? (state.preparing?.stage ?? 'draft') : state.is;

type Drafted = Extract<CampaignEvent, { readonly type: 'engagement.CampaignDrafted' }>;

export const evolveCampaign = (state: CampaignState, event: CampaignEvent): CampaignState => {
  if (event.type === 'engagement.CampaignDrafted') return drafted(state, event);
  if (state.is === 'none') throw new Error(`${event.type} before the first draft`);
  return evolveStage(state, event);
};

const drafted = (state: CampaignState, { data: { campaign, version, definition, salt } }: Drafted): Known => {
  const known: Known =
    state.is === 'none'
      ? {
          ...{ is: 'preparing', campaign, salt, versions: version, newest: definition },
          ...{ preparing: undefined, live: undefined, window: undefined, begun: false },
          ...{ waves: undefined, planned: undefined, corrections: new Set<string>() },
        }
      : state;
  return { ...known, versions: version, newest: definition, preparing: { version, stage: 'draft' } };
};

/** On the way to be launched. */
const evolveStage = (state: Known, event: Exclude<CampaignEvent, Drafted>): Known => {
  switch (event.type) {
    case 'engagement.CampaignEstimated':
      return { ...state, preparing: { version: event.data.version, stage: 'estimated' } };
    case 'engagement.CampaignSubmitted': {
      const { version, by } = event.data;
      return { ...state, preparing: { version, stage: 'awaiting-approval', submittedBy: by } };
    }
    case 'engagement.CampaignApproved':
      return { ...state, preparing: { version: event.data.version, stage: 'approved' } };
    case 'engagement.CampaignReturned':
      return { ...state, preparing: { version: event.data.version, stage: 'draft' } };
    case 'engagement.CampaignScheduled':
      return { ...launched(state, event.data.version), is: 'scheduled' };
    case 'engagement.CampaignRevised':
      return launched(state, event.data.version);
    default:
      return evolveLife(state, event);
  }
};

/** The newest version is the one that was approved: a later draft would have taken its place in the preparation. */
const launched = (state: Known, version: number): Known => {
  const { from, to } = state.newest.window;
  return { ...state, live: version, preparing: undefined, window: { from: new Date(from), to: new Date(to) } };
};

type Preparation =
  | 'CampaignDrafted'
  | 'CampaignEstimated'
  | 'CampaignSubmitted'
  | 'CampaignApproved'
  | 'CampaignReturned'
  | 'CampaignScheduled'
  | 'CampaignRevised';
type Life = Exclude<CampaignEvent, { readonly type: `engagement.${Preparation}` }>;

const evolveLife = (state: Known, event: Life): Known => {
  switch (event.type) {
    case 'engagement.CampaignStarted':
      return { ...state, is: 'running', begun: true };
    case 'engagement.CampaignPaused':
      return { ...state, is: 'paused' };
    case 'engagement.CampaignResumed':
      return { ...state, is: state.begun ? 'running' : 'scheduled' };
    case 'engagement.CampaignEnded':
      return { ...state, is: 'ended', preparing: undefined };
    case 'engagement.CampaignCancelled':
      return { ...state, is: 'cancelled', preparing: undefined };
    default:
      return noted(state, event);
  }
};

type Noted = Extract<Life, { readonly type: `engagement.${'WavesDrawn' | 'AudiencePlanned' | 'CorrectionOrdered'}` }>;

const noted = (state: Known, event: Noted): Known => {
  switch (event.type) {
    case 'engagement.WavesDrawn':
      return { ...state, waves: { by: event.data.by, groups: event.data.waves } };
    case 'engagement.AudiencePlanned':
      return { ...state, planned: event.data.version };
    case 'engagement.CorrectionOrdered':
      return { ...state, corrections: new Set([...state.corrections, event.data.correction]) };
  }
};
