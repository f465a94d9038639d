import { type RuleDraft } from './rule-queries.ts';

/** A small rule to write over: who is still in and was not active lately. */
export const FIRST_RULE: RuleDraft = {
  id: 'gone-quiet',
  title: 'Gone quiet',
  sentence: 'Who is still in and viewed nothing in the last {days} days.',
  parameters: [{ name: 'days', label: 'Days without activity', kind: 'days', default: 21, minimum: 7, maximum: 90 }],
  where: {},
  criteria: {
    is: 'and',
    all: [
      { is: 'state', state: 'current' },
      { is: 'elapsed', since: 'begun', atLeast: { parameter: 'days' } },
      {
        is: 'notPerformed',
        called: 'activity',
        events: [{ event: 'learning.ContentViewed' }],
        within: { days: { parameter: 'days' } },
      },
    ],
  },
  looks: ['time'],
  action: { type: 'SendMessage', template: 'idle-reminder', category: 'learning-reminder' },
};
