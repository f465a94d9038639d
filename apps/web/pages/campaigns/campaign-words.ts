import { type Campaign } from './campaign-queries.ts';

type Tone = 'plain' | 'good' | 'warn' | 'bad';
type Status = Campaign['status'];
type Decision = Campaign['history'][number];

export const STATUSES: Readonly<Record<Status, readonly [string, Tone]>> = {
  draft: ['draft', 'plain'],
  estimated: ['estimated', 'plain'],
  'awaiting-approval': ['awaits approval', 'warn'],
  approved: ['approved', 'good'],
  scheduled: ['scheduled', 'good'],
  running: ['running', 'good'],
  paused: ['paused', 'warn'],
  ended: ['ended', 'plain'],
  cancelled: ['cancelled', 'plain'],
};

/** What is so, and what may come next. */
export const STATUS_MEANS: Readonly<Record<Status, string>> = {
  draft: 'Nothing happens yet. Next: count whom it would reach.',
  estimated: 'It was counted whom it would reach. Next: ask for approval.',
  'awaiting-approval': 'Somebody else, with another key than the one that asked, approves it or gives it back.',
  approved: 'Next: launch it. It begins by itself when its window does.',
  scheduled: 'It begins by itself when its window does.',
  running: 'People enter and are written to, as courtesy allows.',
  paused: 'Nobody is written to. Nothing is lost, and what no longer makes sense is not sent later.',
  ended: 'It is over. Corrections can still be sent.',
  cancelled: 'It was called off. Corrections can still be sent to who got something.',
};

export const isOver = (status: Status): boolean => status === 'ended' || status === 'cancelled';

const DECISIONS: Readonly<Record<string, string>> = {
  CampaignDrafted: 'Written',
  CampaignEstimated: 'Counted whom it would reach',
  CampaignSubmitted: 'Asked for approval',
  CampaignApproved: 'Approved',
  CampaignReturned: 'Given back',
  CampaignScheduled: 'Launched',
  CampaignStarted: 'Began',
  CampaignRevised: 'People enter this version from now on',
  CampaignPaused: 'Paused',
  CampaignResumed: 'Went on',
  CampaignEnded: 'Ended',
  CampaignCancelled: 'Cancelled',
  WavesDrawn: 'Waves drawn by lot',
  AudiencePlanned: 'Decided who enters',
  CorrectionOrdered: 'Correction ordered',
};

/** "Paused: a wrong link" */
export const decisionInWords = ({ what, version }: Decision): string => {
  const [name = '', ...why] = what.split(': ');
  const words = DECISIONS[name] ?? name;
  return [`${words}${version === null ? '' : `, version ${version}`}`, ...why].join(': ');
};
