import { type Messenger } from '@laurel/communications-domain';
import { z } from 'zod';
import { answering, callApi, later, never, prepare, type Request } from './call-api.ts';

export interface TeamsOptions {
  readonly appId: string;
  readonly appSecret: string;
  readonly tenant: string;
  readonly loginUrl?: string;
  readonly graphUrl?: string;
  /** Of the Bot Connector; Microsoft's public one serves all regions. */
  readonly serviceUrl?: string;
  readonly timeoutMs?: number;
}

const DEFAULTS = {
  loginUrl: 'https://login.microsoftonline.com',
  graphUrl: 'https://graph.microsoft.com',
  serviceUrl: 'https://smba.trafficmanager.net/teams',
  timeoutMs: 10_000,
};

const BOT_SCOPE = 'https://api.botframework.com/.default';
const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';

const token = z.object({ access_token: z.string(), expires_in: z.number() });
const withId = z.object({ id: z.string() });

/** A token is asked for anew so long before it ends. */
const MARGIN_MS = 60_000;

/**
 * A message of a bot to one person: Graph lets no application write into a chat by itself, a bot may. The person is found
 * by their address in Graph; the bot's app must be installed for them. Everything before the last request delivers
 * nothing, so only that one can leave open what became of it.
 */
export const openTeamsMessenger = (options: TeamsOptions): Messenger => {
  const { loginUrl, graphUrl, serviceUrl, timeoutMs, tenant, appId, appSecret } = { ...DEFAULTS, ...options };
  const ask = (request: Omit<Request, 'api' | 'timeoutMs'>) => callApi({ api: 'teams', timeoutMs, ...request });
  const tokenFor = keepTokens(async (scope) => {
    const form = { grant_type: 'client_credentials', client_id: appId, client_secret: appSecret, scope };
    return read(token, await ask({ url: `${loginUrl}/${tenant}/oauth2/v2.0/token`, form }));
  });
  const userOf = async (email: string) => {
    const url = `${graphUrl}/v1.0/users/${encodeURIComponent(email)}?$select=id`;
    return read(withId, await ask({ url, method: 'GET', token: await tokenFor(GRAPH_SCOPE) }));
  };
  const chatWith = async (userId: string) => {
    const json = { bot: { id: appId }, members: [{ id: userId }], tenantId: tenant, isGroup: false };
    const url = `${serviceUrl}/v3/conversations`;
    return read(withId, await ask({ url, token: await tokenFor(BOT_SCOPE), json }));
  };
  return ({ to, subject, text }) =>
    answering(async () => {
      const { url, botToken } = await prepare('teams', async () => {
        const chat = await chatWith((await userOf(to.email)).id);
        const address = `${serviceUrl}/v3/conversations/${encodeURIComponent(chat.id)}/activities`;
        return { url: address, botToken: await tokenFor(BOT_SCOPE) };
      });
      const json = { type: 'message', textFormat: 'plain', text: `${subject}\n\n${text}` };
      read(withId, await ask({ url, token: botToken, json }));
    });
};

/** The login refuses us, not the person. */
const OURS = new Set(['invalid_client', 'unauthorized_client']);

const saidNo = z.object({ error: z.union([z.object({ code: z.string() }), z.string()]) });

/** Throws NotDelivered where the answer is a no: who is not known, or has not installed the app. */
const read = <S extends z.ZodType>(schema: S, { status, text }: { status: number; text: string }): z.output<S> => {
  const body: unknown = text === '' ? {} : JSON.parse(text);
  if (status < 300) return schema.parse(body);
  const code = codeOf(body);
  throw OURS.has(code) ? later(`teams ${status} ${code}`) : never(`teams ${status} ${code}`);
};

const codeOf = (body: unknown): string => {
  const error = saidNo.safeParse(body).data?.error ?? 'no reason';
  return typeof error === 'string' ? error : error.code;
};

type Fetched = z.output<typeof token>;

/** Asks once per scope until the token is nearly over. */
const keepTokens = (fetchToken: (scope: string) => Promise<Fetched>) => {
  const kept = new Map<string, { readonly token: string; readonly until: number }>();
  return async (scope: string): Promise<string> => {
    const found = kept.get(scope);
    if (found && found.until > Date.now()) return found.token;
    const { access_token, expires_in } = await fetchToken(scope);
    kept.set(scope, { token: access_token, until: Date.now() + expires_in * 1_000 - MARGIN_MS });
    return access_token;
  };
};
