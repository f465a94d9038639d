import { announcementContent } from '@laurel/contracts';
import { type Posting } from '@laurel/communications-domain';
import { openStandIn, type Reply, type StandIn } from '@laurel/testing';
import { openSlackWebhook, openTeamsWebhook } from './webhooks.ts';

const content = announcementContent.parse({
  ...{ title: 'Tom & <Ann>', summary: 'From today.' },
  action: { label: 'See', url: 'https://intranet.example' },
});
const posting: Posting = {
  content,
  notice: { is: 'published' },
  link: 'https://laurel.example/announcements/a/go/general',
};
let api: StandIn;
beforeEach(async () => {
  api = await openStandIn();
});
afterEach(() => api.close());
const said = () => JSON.parse(api.asked[0]?.body ?? '');

describe.each([
  ['slack', openSlackWebhook],
  ['teams', openTeamsWebhook],
])('%s', (_, open) => {
  const outcomeOf = async (reply: Reply) => {
    api.replies = { '/s3cret': reply };
    const post = open({ url: `${api.url}/s3cret`, timeoutMs: 200 });
    const found = await post(posting).catch((error: unknown) => ({ outcome: 'unknown', reason: String(error) }));
    expect(JSON.stringify(found)).not.toContain('s3cret');
    return found;
  };
  it.each<[string, Reply, object]>([
    ['taken', { status: 202 }, { outcome: 'accepted' }],
    [
      'a limit, as long as it says',
      { status: 429, headers: { 'retry-after': '2' } },
      { outcome: 'tryLater', retryAfterMs: 2_000 },
    ],
    ['a no', { status: 404 }, { outcome: 'rejected' }],
    ['a failure', { status: 500 }, { outcome: 'unknown' }],
    ['no answer', 'hang', { outcome: 'unknown' }],
  ])('hears %s', async (__, reply, outcome) => expect(await outcomeOf(reply)).toMatchObject(outcome));
});

it('writes to Slack in blocks, with the link of the channel', async () => {
  api.replies = { '/': { status: 200 } };
  await openSlackWebhook({ url: api.url })(posting);
  expect(said()).toMatchObject({ text: 'Tom &amp; &lt;Ann&gt;: From today.', unfurl_links: false });
  expect(said().blocks[0].text).toEqual({ type: 'plain_text', text: 'Tom & <Ann>' });
  expect(said().blocks[2].elements[0]).toMatchObject({ url: posting.link, text: { text: 'See' } });
});

it('writes to Teams as an Adaptive Card, with the link of the channel', async () => {
  api.replies = { '/': { status: 202 } };
  await openTeamsWebhook({ url: api.url })(posting);
  const [attachment] = said().attachments;
  expect(attachment.contentType).toBe('application/vnd.microsoft.card.adaptive');
  expect(attachment.content).toMatchObject({
    ...{ type: 'AdaptiveCard', version: '1.4', body: [{ text: 'Tom & <Ann>' }, { text: 'From today.' }] },
    actions: [{ type: 'Action.OpenUrl', title: 'See', url: posting.link }],
  });
});

it('says what was corrected; of what is taken back it leads nowhere', async () => {
  api.replies = { '/': { status: 200 } };
  const slack = openSlackWebhook({ url: api.url });
  await slack({ ...posting, notice: { is: 'corrected', what: 'It is July.' } });
  expect(said().blocks[0].text.text).toBe('Corrected: Tom & <Ann>');
  expect(said().blocks[1].text.text).toBe('It is July.\n\nFrom today.');
  api.asked.length = 0;
  await slack({ ...posting, notice: { is: 'withdrawn', why: 'Too early.' } });
  expect(said().blocks.map(({ type }: { type: string }) => type)).toEqual(['header', 'section']);
});
