import { type CampaignDefinition } from './campaign-queries.ts';

const DAY_MS = 86_400_000;

/** A small campaign to write over: an invitation, a wait for the answer, a reminder. Its window begins tomorrow. */
export const firstCampaign = (now: Date): CampaignDefinition => {
  const enrolled = { about: 'learner', criterion: { is: 'has', course: 'consulting' } } as const;
  const invitation = { do: 'message', template: 'certification-invitation', values: invitationValues };
  return {
    title: 'The consulting certificate',
    category: 'campaign',
    audience: {
      about: 'learner',
      criterion: { is: 'attribute', name: 'role', test: { op: 'eq', value: 'engineer' } },
    },
    goal: { meets: enrolled, within: { days: 60 } },
    steps: [
      { id: 'invite', ...invitation },
      { id: 'answer', do: 'waitUntil', atMost: { days: 7 }, meets: enrolled },
      { id: 'remind', ...invitation, expiresAfter: { days: 3 } },
    ],
    holdout: { share: 0.1 },
    throttle: { perHour: 500 },
    window: { from: dayAfter(now, 1), to: dayAfter(now, 61) },
  };
};

const invitationValues = { programme: 'Consultant', url: 'https://learn.example/consulting' };
const dayAfter = (now: Date, days: number): string =>
  `${new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)}T00:00:00Z`;
