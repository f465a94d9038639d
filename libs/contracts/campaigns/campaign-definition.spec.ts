import { z } from 'zod';
import { campaignDefinition } from './campaign-definition.ts';
import { stepsIn } from './campaign-step-list.ts';

const people = (state: string) => ({
  about: 'enrolment',
  where: { course: 'consulting' },
  criterion: { is: 'state', state },
});
const definition = {
  title: 'The consulting certificate',
  goal: { meets: people('completed'), within: { days: 60 } },
  audience: people('current'),
  steps: [
    { id: 'invite', do: 'message', template: 'invitation' },
    {
      ...{ id: 'answer', do: 'waitUntil', meets: people('completed'), atMost: { days: 14 } },
      timeout: [
        {
          ...{ id: 'tone', do: 'split' },
          arms: [
            { name: 'short', share: 0.5, steps: [{ id: 'short-reminder', do: 'message', template: 'short' }] },
            { name: 'long', share: 0.5 },
          ],
        },
      ],
    },
    { id: 'over', do: 'end' },
  ],
  window: { from: '2026-03-01T00:00:00Z', to: '2026-06-30T00:00:00Z' },
  category: 'learning-campaign',
};

const kickOff = { title: 'Kick-off', start: '2026-04-01T09:00:00Z' };

const wrongIn = (changes: Record<string, unknown>) =>
  campaignDefinition
    .safeParse({ ...definition, ...changes })
    .error?.issues.map(({ path, message }) => [path.join('.'), message]);

it('fills in what is left out, at every depth', () => {
  const read = campaignDefinition.parse(definition);
  expect(read.holdout).toEqual({ share: 0 });
  expect(read.entry).toEqual({ when: 'at-start', aloneInCampaigns: false });
  expect(stepsIn(read.steps).map(({ step, path }) => [step.id, path.join('.')])).toEqual([
    ['invite', 'steps.0'],
    ['answer', 'steps.1'],
    ['tone', 'steps.1.timeout.0'],
    ['short-reminder', 'steps.1.timeout.0.arms.0.steps.0'],
    ['over', 'steps.2'],
  ]);
});

it.each<[string, Record<string, unknown>, string, RegExp]>([
  ['no step', { steps: [] }, 'steps', /there is no step/],
  ['an unknown field', { audience: { ...people('current'), who: 1 } }, 'audience', /who/],
  ['an unknown criterion', { audience: people('asleep') }, 'audience.criterion.state', /expected one of/],
  [
    'two steps of one name',
    { steps: [definition.steps[0], definition.steps[0]] },
    'steps.1.id',
    /another step is called invite/,
  ],
  [
    'an event that chat cannot carry',
    {
      steps: [
        { id: 'x', do: 'message', template: 't', channel: 'slack', event: { ...kickOff, duration: { minutes: 60 } } },
      ],
    },
    'steps.0.event',
    /only mail/,
  ],
  [
    'an event before the window',
    {
      steps: [
        {
          ...{ id: 'x', do: 'message', template: 't' },
          event: { ...kickOff, start: '2026-02-01T09:00:00Z', duration: { minutes: 60 } },
        },
      ],
    },
    'steps.0.event.start',
    /before the window/,
  ],
  [
    'an event that ends before it begins',
    { steps: [{ id: 'x', do: 'message', template: 't', event: { ...kickOff, end: '2026-04-01T08:00:00Z' } }] },
    'steps.0.event.end',
    /ends before/,
  ],
  [
    'an event without an end',
    { steps: [{ id: 'x', do: 'message', template: 't', event: kickOff }] },
    'steps.0.event.end',
    /either/,
  ],
  ['a reserved name', { steps: [{ id: 'briefing', do: 'end' }] }, 'steps.0.id', /Laurel's own/],
  [
    'shares that do not add up',
    {
      steps: [
        {
          ...{ id: 's', do: 'split' },
          arms: [
            { name: 'a', share: 0.5 },
            { name: 'b', share: 0.4 },
          ],
        },
      ],
    },
    'steps.0.arms',
    /add up to 0.9/,
  ],
  [
    'an announcement beside a holdout',
    { holdout: { share: 0.1 }, steps: [{ id: 'tell', do: 'announce', template: 't', channels: ['feed'] }] },
    'steps.0',
    /held out too/,
  ],
  [
    'a window that ends before it begins',
    { window: { from: definition.window.to, to: definition.window.from } },
    'window.to',
    /ends before it begins/,
  ],
  [
    'waves that do not fit',
    { rollout: { by: 'team', waves: 10, every: { days: 30 } } },
    'rollout.every',
    /after the window ended/,
  ],
])('refuses %s, naming the place', (_, changes, path, message) => {
  expect(wrongIn(changes)).toEqual([[path, expect.stringMatching(message)]]);
});

it('is written as JSON Schema', () => {
  expect(JSON.stringify(z.toJSONSchema(campaignDefinition, { io: 'input' }))).toContain('"waitUntil"');
});
