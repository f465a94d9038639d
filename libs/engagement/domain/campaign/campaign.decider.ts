import { type CampaignDefinition } from '@laurel/contracts';
import { BadEvent, type Decider, Refused } from '@laurel/kernel';
import {
  AudiencePlanned,
  CampaignApproved,
  CampaignCancelled,
  CampaignDrafted,
  CampaignEnded,
  CampaignEstimated,
  type CampaignEstimate,
  type CampaignEvent,
  campaignEvents,
  CampaignPaused,
  CampaignResumed,
  CampaignReturned,
  CampaignRevised,
  CampaignScheduled,
  CampaignStarted,
  CampaignSubmitted,
  type Corrected,
  CorrectionOrdered,
  WavesDrawn,
} from './campaign.events.ts';
import { type CampaignState, evolveCampaign, NO_CAMPAIGN, type Prepared } from './campaign.state.ts';

/** Who says it: the id of a key, never a name. */
interface Said {
  readonly by: string;
}
interface OfVersion {
  readonly version: number;
}

/** `salt` counts in the first draft only. */
export interface Draft {
  readonly type: 'Draft';
  readonly campaign: string;
  readonly definition: CampaignDefinition;
  readonly salt: string;
}
export interface Estimate extends OfVersion {
  readonly type: 'Estimate';
  readonly estimate: CampaignEstimate;
}
export interface Submit extends OfVersion, Said {
  readonly type: 'Submit';
}
export interface Approve extends OfVersion, Said {
  readonly type: 'Approve';
}
export interface Return extends OfVersion, Said {
  readonly type: 'Return';
  readonly why: string;
}
export interface Launch extends OfVersion, Said {
  readonly type: 'Launch';
  readonly now: Date;
}
/** Time has passed: the window may have begun, or be over. */
export interface PassTime {
  readonly type: 'PassTime';
  readonly now: Date;
}
export interface DrawWaves {
  readonly type: 'DrawWaves';
  readonly by: string;
  readonly waves: readonly (readonly string[])[];
}
export interface NotePlanned extends OfVersion {
  readonly type: 'NotePlanned';
  readonly asOf: Date;
  readonly treated: number;
  readonly heldOut: number;
  readonly notEntered: number;
}
export interface Halt extends Said {
  readonly type: 'Pause' | 'End' | 'Cancel';
  readonly why: string;
}
export interface Resume extends Said {
  readonly type: 'Resume';
}
export interface Correct extends Said {
  readonly type: 'Correct';
  readonly correction: string;
  readonly why: string;
  readonly corrected: Corrected;
  readonly template: string;
  readonly values?: Readonly<Record<string, string | number | string[]>> | undefined;
}
export type CampaignCommand =
  Draft | Estimate | Submit | Approve | Return | Launch | PassTime | DrawWaves | NotePlanned | Halt | Resume | Correct;

type Known = Exclude<CampaignState, { readonly is: 'none' }>;

const definitions = new Map<string, (typeof campaignEvents)[number]>(campaignEvents.map((one) => [one.type, one]));

/** A campaign from its first draft to its end: stream `campaign-<campaign>`. */
export const campaignDecider: Decider<CampaignState, CampaignCommand, CampaignEvent> = {
  initial: NO_CAMPAIGN,
  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of a campaign`);
    return definition.read(stored);
  },
  evolve: evolveCampaign,
  decide: (state, command) => {
    if (command.type === 'Draft') return draft(state, command);
    if (state.is === 'none') throw new Refused('campaign.missing', 'There is no such campaign');
    return decideKnown(state, command);
  },
};

const decideKnown = (state: Known, command: Exclude<CampaignCommand, Draft>): readonly CampaignEvent[] => {
  if (isPreparation(command)) return prepare(state, command);
  if (isHalt(command)) return halt(state, command);
  switch (command.type) {
    case 'PassTime':
      return passTime(state, command);
    case 'DrawWaves':
    case 'NotePlanned':
      return note(state, command);
    case 'Resume':
      return resume(state, command);
    case 'Correct':
      return correct(state, command);
  }
};

type Preparation = Estimate | Submit | Approve | Return | Launch;
const isPreparation = (command: CampaignCommand): command is Preparation =>
  'version' in command && command.type !== 'NotePlanned';
const HALTS: ReadonlySet<string> = new Set(['Pause', 'End', 'Cancel'] satisfies readonly Halt['type'][]);
const isHalt = (command: CampaignCommand): command is Halt => HALTS.has(command.type);

export const isOver = (state: CampaignState): boolean => state.is === 'ended' || state.is === 'cancelled';

const resume = (state: Known, { by }: Resume): readonly CampaignEvent[] =>
  state.is === 'paused' ? [CampaignResumed.of({ campaign: state.campaign, by })] : [];

const refuseOver = (state: Known): void => {
  if (isOver(state)) throw new Refused('campaign.over', `The campaign is ${state.is}`);
};

const draft = (state: CampaignState, { campaign, definition, salt }: Draft): readonly CampaignEvent[] => {
  if (state.is === 'none') return [CampaignDrafted.of({ campaign, version: 1, definition, salt })];
  refuseOver(state);
  if (JSON.stringify(definition) === JSON.stringify(state.newest)) return [];
  return [CampaignDrafted.of({ campaign, version: state.versions + 1, definition, salt: state.salt })];
};

const prepare = (state: Known, command: Preparation): readonly CampaignEvent[] => {
  refuseOver(state);
  const { campaign, live } = state;
  const { version } = command;
  if (command.type === 'Launch' && live === version) return [];
  const preparing = inPreparation(state, version);
  const of = { campaign, version };
  switch (command.type) {
    case 'Estimate':
      mustBe(preparing, ['draft', 'estimated'], 'estimated');
      return [CampaignEstimated.of({ ...of, estimate: command.estimate })];
    case 'Submit':
      return submit(preparing, of, command.by);
    case 'Approve':
      return approve(preparing, of, command.by);
    case 'Return':
      mustBe(preparing, ['awaiting-approval'], 'returned');
      return [CampaignReturned.of({ ...of, by: command.by, why: command.why })];
    case 'Launch':
      mustBe(preparing, ['approved'], 'launched');
      return launch(state, of, command);
  }
};

const launch = ({ live }: Known, of: Of, { by, now }: Launch): readonly CampaignEvent[] =>
  live === undefined
    ? [CampaignScheduled.of({ ...of, by })]
    : [CampaignRevised.of({ ...of, by, at: now.toISOString() })];

const inPreparation = ({ preparing }: Known, version: number): Prepared => {
  if (preparing?.version === version) return preparing;
  const reason = `version ${version} is not the one in preparation; that is ${preparing?.version ?? 'none'}`;
  throw new Refused('campaign.version', reason);
};

interface Of {
  readonly campaign: string;
  readonly version: number;
}

const submit = (preparing: Prepared, of: Of, by: string): readonly CampaignEvent[] => {
  if (preparing.stage === 'awaiting-approval') return [];
  mustBe(preparing, ['estimated'], 'submitted');
  return [CampaignSubmitted.of({ ...of, by })];
};

const mustBe = ({ version, stage }: Prepared, stages: readonly Prepared['stage'][], to: string): void => {
  if (stages.includes(stage)) return;
  const before = stages.join(' or ').replace('-', ' ');
  throw new Refused('campaign.stage', `Version ${version} is ${stage.replace('-', ' ')}; ${to} is what was ${before}`);
};

const approve = (preparing: Prepared, of: Of, by: string): readonly CampaignEvent[] => {
  if (preparing.stage === 'approved') return [];
  mustBe(preparing, ['awaiting-approval'], 'approved');
  if (preparing.submittedBy === by) {
    throw new Refused('campaign.second-person', 'Who submitted a campaign cannot approve it: another key must');
  }
  return [CampaignApproved.of({ ...of, by })];
};

const passTime = (state: Known, { now }: PassTime): readonly CampaignEvent[] => {
  const { campaign, live, window } = state;
  if (live === undefined || !window || isOver(state)) return [];
  if (now >= window.to) {
    return [CampaignEnded.of({ campaign, by: 'window', why: `its window ended ${window.to.toISOString()}` })];
  }
  return state.is === 'scheduled' && now >= window.from
    ? [CampaignStarted.of({ campaign, version: live, at: now.toISOString() })]
    : [];
};

const note = (state: Known, command: DrawWaves | NotePlanned): readonly CampaignEvent[] => {
  const { campaign } = state;
  switch (command.type) {
    case 'DrawWaves':
      if (state.waves) return [];
      return [WavesDrawn.of({ campaign, by: command.by, waves: command.waves.map((groups) => [...groups]) })];
    case 'NotePlanned': {
      const { version, asOf, treated, heldOut, notEntered } = command;
      if (state.planned === version && treated + heldOut + notEntered === 0) return [];
      return [AudiencePlanned.of({ campaign, version, asOf: asOf.toISOString(), treated, heldOut, notEntered })];
    }
  }
};

const halt = (state: Known, { type, by, why }: Halt): readonly CampaignEvent[] => {
  const of = { campaign: state.campaign, by, why };
  switch (type) {
    case 'Pause':
      if (state.is === 'paused') return [];
      mustHaveBegun(state);
      return [CampaignPaused.of(of)];
    case 'End':
      if (state.is === 'ended') return [];
      mustHaveBegun(state);
      return [CampaignEnded.of(of)];
    case 'Cancel':
      if (state.is === 'cancelled') return [];
      refuseOver(state);
      return [CampaignCancelled.of(of)];
  }
};

const mustHaveBegun = (state: Known): void => {
  refuseOver(state);
  if (state.is === 'preparing') throw new Refused('campaign.stage', 'The campaign was not launched yet');
};

const correct = (state: Known, command: Correct): readonly CampaignEvent[] => {
  if (state.corrections.has(command.correction)) return [];
  if (state.live === undefined) throw new Refused('campaign.stage', 'The campaign has sent nothing');
  const { correction, by, why, corrected, template, values } = command;
  return [
    CorrectionOrdered.of({
      ...{ campaign: state.campaign, correction, by, why, corrected, template },
      ...(values === undefined ? {} : { values }),
    }),
  ];
};
