import { campaignDefinition, type CampaignSource } from '@laurel/contracts';
import { campaignInWords } from './campaign-in-words.ts';

const finished = {
  about: 'enrolment',
  where: { course: 'consulting' },
  criterion: { is: 'state', state: 'completed' },
} as const;
const source: CampaignSource = {
  title: 'The consulting certificate',
  goal: { meets: finished, within: { days: 60 } },
  audience: { about: 'learner', criterion: { is: 'attribute', name: 'role', test: { op: 'eq', value: 'engineer' } } },
  steps: [
    { id: 'invite', do: 'message', template: 'invitation', expiresAfter: { days: 3 } },
    { id: 'answer', do: 'waitUntil', meets: finished, atMost: { days: 14 }, timeout: [{ id: 'over', do: 'end' }] },
    {
      ...{ id: 'tone', do: 'split' },
      arms: [
        {
          ...{ name: 'short', share: 0.5 },
          steps: [{ id: 'poke', do: 'message', template: 'short', channel: 'slack', templateVersion: 2 }],
        },
        { name: 'nothing', share: 0.5 },
      ],
    },
  ],
  window: { from: '2026-03-01T00:00:00Z', to: '2026-06-30T00:00:00Z' },
  category: 'learning-campaign',
};
const inWords = (changes: Partial<CampaignSource> = {}) =>
  campaignInWords(campaignDefinition.parse({ ...source, ...changes }));

it('says who, what for, and each step where it stands', () => {
  const { audience, goal, steps } = inWords();
  expect([audience, goal]).toEqual([
    'Everybody who has role “engineer”.',
    'Every enrolment in consulting of somebody who completed, within 60 days of entering.',
  ]);
  expect(steps.map(({ id, depth, sentence }) => [id, depth, sentence])).toEqual([
    ['invite', 0, 'Write “invitation” by e-mail; pointless after 3 days.'],
    [
      ...['answer', 0],
      'Wait until this is true, at most 14 days: every enrolment in consulting of somebody who completed.',
    ],
    [null, 1, 'If the time ran out:'],
    ['over', 2, 'End here.'],
    ['tone', 0, 'Draw one of 2 ways by lot, the same at every look.'],
    [null, 1, 'short (50%):'],
    ['poke', 2, 'Write “short” in its version 2 by Slack.'],
  ]);
});

it('says every limit, and what a missing one means', () => {
  expect(inWords().limits).toEqual([
    'Who matches when it begins enters; who matches only later does not.',
    'Everybody enters at most once.',
    'Nobody is held out, so its effect cannot be told apart from what would have happened anyway.',
  ]);
  const limited = inWords({
    ...{ entry: { when: 'while-running', again: { afterDays: 30 }, aloneInCampaigns: true }, holdout: { share: 0.1 } },
    ...{ rollout: { by: 'team', waves: 3, every: { days: 7 } }, throttle: { perHour: 500 } },
    ...{ budget: { messages: 1 }, briefing: { template: 'briefing' } },
  });
  expect(limited.limits).toEqual([
    'Who matches at any time while it runs enters.',
    'Who left may enter again after 30 days.',
    'Who is inside another campaign stays out.',
    '10% are held out by lot, as a comparison group: they get nothing of it.',
    'In 3 waves by team, in an order drawn by lot, one every 7 days.',
    'At most 500 messages per hour.',
    'At most 1 message in all.',
    'Managers are briefed 1 day before their people, with “briefing”.',
  ]);
});
