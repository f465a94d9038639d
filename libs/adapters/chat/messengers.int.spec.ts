import { type Messenger, type PersonalMessage } from '@laurel/communications-domain';
import { openStandIn, type Reply, type StandIn } from '@laurel/testing';
import { openSlackMessenger } from './slack-messenger.ts';
import { openTeamsMessenger } from './teams-messenger.ts';

const message: PersonalMessage = {
  ...{ messageId: 'm1', subject: 'Tom & <Ann>', text: 'Go on: https://l.example/x', html: '<p>Go on</p>' },
  to: { learner: 'zoe', name: 'Zoe', email: 'zoe+1@x.test' },
};
let api: StandIn;
beforeEach(async () => {
  api = await openStandIn();
});
afterEach(() => api.close());

const pathsAsked = () => api.asked.map(({ path }) => path.split('?')[0]);
/** What became of it, and that no reason names the person, an address or a token. */
const outcomeOf = async (send: Messenger) => {
  const said = await send(message).catch((error: unknown) => ({ outcome: 'unknown', reason: String(error) }));
  expect(JSON.stringify(said)).not.toMatch(/zoe|xoxb|s3cret|127\.0\.0\.1/i);
  return said;
};

describe('slack', () => {
  const post = '/chat.postMessage';
  const lookup = '/users.lookupByEmail';
  const known = { [lookup]: { json: { ok: true, user: { id: 'U7' } } } };
  const send = () => outcomeOf(openSlackMessenger({ token: 'xoxb-s3cret', apiUrl: api.url, timeoutMs: 200 }));

  it('writes to whom it knows under the address, without fetching what is behind the links', async () => {
    api.replies = { ...known, [post]: { json: { ok: true, ts: '1.2' } } };
    expect(await send()).toEqual({ outcome: 'accepted' });
    expect(api.asked.map(({ authorization }) => authorization)).toEqual(['Bearer xoxb-s3cret', 'Bearer xoxb-s3cret']);
    expect(api.asked[0]?.body).toBe('email=zoe%2B1%40x.test');
    expect(JSON.parse(api.asked[1]?.body ?? '')).toMatchObject({
      ...{ channel: 'U7', unfurl_links: false },
      text: '*Tom &amp; &lt;Ann&gt;*\nGo on: https://l.example/x',
    });
  });

  it.each<[string, Reply, object]>([
    [
      'a limit, as long as it says',
      { status: 429, headers: { 'retry-after': '30' } },
      { outcome: 'tryLater', reason: 'slack 429', retryAfterMs: 30_000 },
    ],
    [
      'a refused key: that says nothing about the person',
      { json: { ok: false, error: 'token_revoked' } },
      { outcome: 'tryLater', reason: 'slack token_revoked' },
    ],
    [
      'a no',
      { json: { ok: false, error: 'messages_tab_disabled' } },
      { outcome: 'rejected', reason: 'slack messages_tab_disabled' },
    ],
    ['a doubt of its own', { json: { ok: false, error: 'internal_error' } }, { outcome: 'unknown' }],
    ['a failure', { status: 503 }, { outcome: 'unknown' }],
    ['no answer', 'hang', { outcome: 'unknown' }],
  ])('takes from the post %s', async (_, reply, outcome) => {
    api.replies = { ...known, [post]: reply };
    expect(await send()).toMatchObject(outcome);
  });

  it.each<[string, Reply, object]>([
    [
      'nobody of that address',
      { json: { ok: false, error: 'users_not_found' } },
      { outcome: 'rejected', reason: 'slack users_not_found' },
    ],
    ['a limit', { status: 429, headers: { 'retry-after': '1' } }, { outcome: 'tryLater', retryAfterMs: 1_000 }],
    ['a failure', { status: 503 }, { outcome: 'tryLater' }],
    ['no answer', 'hang', { outcome: 'tryLater' }],
  ])('has delivered nothing after %s of the look-up', async (_, reply, outcome) => {
    api.replies = { [lookup]: reply };
    expect(await send()).toMatchObject(outcome);
    expect(pathsAsked()).toEqual([lookup]);
  });

  it('has delivered nothing where nobody listens', async () => {
    const nobody = openSlackMessenger({ token: 'xoxb-s3cret', apiUrl: api.url });
    await api.close();
    expect(await outcomeOf(nobody)).toEqual({ outcome: 'tryLater', reason: 'slack cannot be reached (ECONNREFUSED)' });
  });
});

describe('teams', () => {
  const login = '/tenant-1/oauth2/v2.0/token';
  const user = '/v1.0/users/';
  const create = '/v3/conversations';
  const post = '/v3/conversations/a%3Aconv/activities';
  const ready: Record<string, Reply> = {
    [login]: { json: { access_token: 'bot-s3cret', expires_in: 3600 } },
    [user]: { json: { id: 'aad-1' } },
    [create]: { status: 201, json: { id: 'a:conv' } },
  };
  const messenger = () =>
    openTeamsMessenger({
      ...{ appId: 'app-1', appSecret: 's3cret', tenant: 'tenant-1', timeoutMs: 200 },
      ...{ loginUrl: api.url, graphUrl: api.url, serviceUrl: api.url },
    });

  it('writes as a bot to whom Graph knows under the address, and asks for a token once', async () => {
    api.replies = { ...ready, [post]: { status: 201, json: { id: '1' } } };
    const send = messenger();
    expect(await outcomeOf(send)).toEqual({ outcome: 'accepted' });
    expect(pathsAsked()).toEqual([login, '/v1.0/users/zoe%2B1%40x.test', login, create, post]);
    expect(JSON.parse(api.asked[3]?.body ?? '')).toMatchObject({ members: [{ id: 'aad-1' }], tenantId: 'tenant-1' });
    expect(JSON.parse(api.asked[4]?.body ?? '')).toMatchObject({ text: 'Tom & <Ann>\n\nGo on: https://l.example/x' });
    api.asked.length = 0;
    await outcomeOf(send);
    expect(pathsAsked()).not.toContain(login);
  });

  it.each<[string, Reply, object]>([
    [
      'a limit, as long as it says',
      { status: 429, headers: { 'retry-after': '7' } },
      { outcome: 'tryLater', retryAfterMs: 7_000 },
    ],
    [
      'a no',
      { status: 403, json: { error: { code: 'BotNotInConversationRoster' } } },
      { outcome: 'rejected', reason: 'teams 403 BotNotInConversationRoster' },
    ],
    ['a failure', { status: 502 }, { outcome: 'unknown' }],
    ['no answer', 'hang', { outcome: 'unknown' }],
  ])('takes from the post %s', async (_, reply, outcome) => {
    api.replies = { ...ready, [post]: reply };
    expect(await outcomeOf(messenger())).toMatchObject(outcome);
  });

  it.each<[string, string, Reply, object]>([
    ['a refused secret', login, { status: 401 }, { outcome: 'tryLater' }],
    [
      'an app that the login does not know',
      login,
      { status: 400, json: { error: 'unauthorized_client' } },
      { outcome: 'tryLater' },
    ],
    [
      'nobody of that address',
      user,
      { status: 404, json: { error: { code: 'Request_ResourceNotFound' } } },
      { outcome: 'rejected' },
    ],
    [
      'an app that is not installed',
      create,
      { status: 403, json: { error: { code: 'ForbiddenOperationException' } } },
      { outcome: 'rejected' },
    ],
    ['a conversation that never comes', create, 'hang', { outcome: 'tryLater' }],
  ])('has delivered nothing after %s', async (_, path, ...[reply, outcome]) => {
    api.replies = { ...ready, [path]: reply };
    expect(await outcomeOf(messenger())).toMatchObject(outcome);
    expect(pathsAsked()).not.toContain(post);
  });
});
