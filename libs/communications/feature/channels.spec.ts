import { type Mail, type PersonalMessage } from '@laurel/communications-domain';
import { type Channels, sendBy, whyNoChannel } from './channels.ts';

const mail: Mail = {
  ...{ messageId: 'm1', to: { name: 'Ann', address: 'ann@x.test' } },
  ...{ subject: 'S', text: 'T', html: '<p>T</p>', attachments: [] },
};
const mails: Mail[] = [];
const messages: PersonalMessage[] = [];
const channels: Channels = {
  send: (one) => (mails.push(one), Promise.resolve({ outcome: 'accepted' })),
  messengers: new Map([
    [
      'slack',
      (one: PersonalMessage) => (messages.push(one), Promise.resolve({ outcome: 'tryLater', reason: 'slack 429' })),
    ],
  ]),
};
const what = { mail, learner: 'learner-17' };

it('sends mail as it is, and a message to the person by another channel', async () => {
  expect(await sendBy(channels, 'email', what)).toEqual({ outcome: 'accepted' });
  expect(mails).toEqual([mail]);
  expect(await sendBy(channels, 'slack', what)).toEqual({ outcome: 'tryLater', reason: 'slack 429' });
  expect(messages).toEqual([
    {
      ...{ messageId: 'm1', subject: 'S', text: 'T', html: '<p>T</p>' },
      to: { learner: 'learner-17', name: 'Ann', email: 'ann@x.test' },
    },
  ]);
});

it('knows what is not set up', async () => {
  expect((['email', 'slack', 'teams'] as const).map((one) => whyNoChannel(channels, one))).toEqual([
    ...[undefined, undefined, 'the channel teams is not set up: set TEAMS_BOT (docs/configuration.md)'],
  ]);
  expect(await sendBy(channels, 'teams', what)).toMatchObject({ outcome: 'rejected' });
});
