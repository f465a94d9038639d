import { z } from 'zod';
import { dkim, messageCap, workingDays } from './manners-settings.ts';

export const roles = ['http', 'project', 'engage', 'deliver', 'relay'] as const;
export type Role = (typeof roles)[number];

const commaSeparated = z.string().transform((all) =>
  all
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
);
const port = z.coerce.number().int().min(0).max(65_535);
const positive = z.coerce.number().int().positive();

const HOURS = /^(?<from>[01]?\d|2[0-3])-(?<to>[01]?\d|2[0-3])$/;
const quietHours = z
  .string()
  .refine((text) => text === 'none' || HOURS.test(text), 'from-to in whole hours, such as 20-8, or none')
  .transform((text) => {
    const { from, to } = HOURS.exec(text)?.groups ?? {};
    return from === undefined || to === undefined ? undefined : { from: Number(from), to: Number(to) };
  });

const WEBHOOK = /^(?<name>[a-z][a-z0-9-]{0,39})=(?<kind>slack|teams):(?<url>https?:\/\/\S+)$/;

export interface ChatWebhook {
  readonly name: string;
  readonly kind: 'slack' | 'teams';
  /** A secret: whoever knows it can post. */
  readonly url: string;
}

const chatWebhooks = commaSeparated.transform((all, context) =>
  all.flatMap((one): ChatWebhook[] => {
    const { name, kind, url } = WEBHOOK.exec(one)?.groups ?? {};
    const isUnique = all.filter((other) => other.startsWith(`${name}=`)).length === 1;
    if (name !== undefined && (kind === 'slack' || kind === 'teams') && url !== undefined && isUnique)
      return [{ name, kind, url }];
    // Not the address: it is a secret.
    context.addIssue({
      code: 'custom',
      message: `${one.split('=')[0]}: name=slack:https://… or name=teams:https://…, each name once`,
    });
    return [];
  }),
);

export interface TeamsBot {
  readonly tenant: string;
  readonly appId: string;
  readonly appSecret: string;
}

const teamsBotOf = (text: string, context: z.RefinementCtx): TeamsBot | undefined => {
  const [tenant, appId, ...secret] = text.split(':');
  const appSecret = secret.join(':');
  if (tenant && appId && appSecret) return { tenant, appId, appSecret };
  context.addIssue({ code: 'custom', message: 'tenant:appId:secret' });
  return undefined;
};

export interface VaultSetting {
  readonly url: string;
  readonly tokenFile: string;
  readonly ed25519: string;
  readonly p256: string;
}

const vaultOf = (text: string, context: z.RefinementCtx): VaultSetting | undefined => {
  const [url = '', tokenFile, ed25519, p256, ...more] = text.split('|');
  if (/^https?:\/\//.test(url) && tokenFile && ed25519 && p256 && more.length === 0)
    return { url, tokenFile, ed25519, p256 };
  context.addIssue({ code: 'custom', message: 'address|file of the token|ed25519 key|ecdsa-p256 key' });
  return undefined;
};

const describedRoles = commaSeparated
  .transform((all) => (all.includes('all') ? [...roles] : all))
  .pipe(z.array(z.enum(roles)).min(1));

/** Every setting, with its default and its sentence; docs/configuration.md is generated from it. */
export const settings = z.object({
  LAUREL_DATA_DIR: z.string().default('./data').describe('Folder of the embedded servers, keys and the local mailbox'),
  LAUREL_HOST: z.string().default('127.0.0.1').describe('Address to listen on'),
  LAUREL_PORT: port.default(7300).describe('Port of the pages and the HTTP interface'),
  LAUREL_PUBLIC_URL: z
    .url()
    .optional()
    .describe('Address under which people reach Laurel; default http://localhost:<port>'),
  LAUREL_ROLES: z
    .string()
    .default('all')
    .pipe(describedRoles)
    .describe(`What this process does: all, or some of ${roles.join(', ')}`),
  LAUREL_EVENT_LOG: z.enum(['postgres', 'kafka']).default('postgres').describe('Where told facts become durable'),
  LAUREL_LOG_PARTITIONS: positive
    .default(8)
    .describe('Partitions of a new topic: the most consumers that can share the work'),
  LAUREL_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is logged'),
  KAFKA_BROKERS: commaSeparated.optional().describe('Brokers, comma separated, when the log is Kafka'),
  DATABASE_URL: z.string().optional().describe('PostgreSQL; without it an embedded server starts in the data folder'),
  CLICKHOUSE_URL: z.string().optional().describe('ClickHouse; without it the engine runs inside this process'),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .default('laurel')
    .describe('Database of the read models'),
  SMTP_URL: z
    .string()
    .optional()
    .describe('Mail server (smtp://user:pass@host:port); without it mail goes to the local mailbox'),
  LAUREL_CHAT_WEBHOOKS: z
    .string()
    .default('')
    .pipe(chatWebhooks)
    .describe(
      'Chat channels for announcements, comma separated, each name=kind:address with the kind slack (incoming webhook) ' +
        'or teams (workflow): general=slack:https://hooks.slack.com/services/…',
    ),
  SLACK_BOT_TOKEN: z
    .string()
    .optional()
    .describe('Token of a Slack bot (chat:write, users:read.email), for messages to one person'),
  TEAMS_BOT: z
    .string()
    .optional()
    .transform((text, context) => (text === undefined ? undefined : teamsBotOf(text, context)))
    .describe('Teams bot as tenant:appId:secret, for messages to one person; its app may read users in Graph'),
  LAUREL_MAIL_FROM: z.string().default('Laurel <laurel@example.test>').describe('Sender of messages'),
  LAUREL_QUIET_HOURS: z
    .string()
    .default('20-8')
    .pipe(quietHours)
    .describe("Hours of the person's own day in which no message is sent but deferred: from-to, or none"),
  LAUREL_WORKING_DAYS: z
    .string()
    .default('mon-fri')
    .pipe(workingDays)
    .describe('Days on which messages are sent, but for public holidays where the person is; all: every day'),
  LAUREL_MESSAGE_CAP: z
    .string()
    .default('4/7')
    .pipe(messageCap)
    .describe('Most messages to one person in so many days, over all rules and campaigns: messages/days'),
  LAUREL_LINK_KEY: z
    .string()
    .min(32)
    .optional()
    .describe('Secret that signs the links of messages; without it one is made in the data folder'),
  LAUREL_ISSUER_NAME: z
    .string()
    .min(1)
    .default('Laurel')
    .describe('Who issues certificates, as they say it: the name of the organisation'),
  LAUREL_ISSUER_KEYS_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'Secret that the keys which sign certificates are encrypted with in the database; without it one is made in the data ' +
        'folder (issuer-keys.secret, readable by its owner only). Lost: the keys are lost, and new ones must be made',
    ),
  LAUREL_VAULT: z
    .string()
    .optional()
    .transform((text, context) => (text === undefined ? undefined : vaultOf(text, context)))
    .describe(
      "Certificates are signed by keys in Vault's transit engine instead: <address of the engine>|<file of the token>|<name of a key " +
        'of the type ed25519>|<name of one of the type ecdsa-p256>, such as ' +
        'https://vault.example:8200/v1/transit|/run/secrets/vault-token|laurel-ed25519|laurel-p256',
    ),
  LAUREL_JWT_ALGORITHM: z
    .enum(['ES256', 'EdDSA'])
    .default('ES256')
    .describe(
      'What certificates as JWTs are signed with, as wallets need it; documents are always signed with Ed25519',
    ),
  LAUREL_DKIM: dkim
    .optional()
    .describe('Signs every mail (RFC 6376): <selector>._domainkey.<domain>:<file of the private key in PEM>'),
  LAUREL_PRIVATE_HOSTS: commaSeparated
    .default([])
    .describe(
      'Hosts inside the house whose badges, keys and status lists may be fetched, comma separated; without it only ' +
        'addresses on the public internet are asked',
    ),
  LAUREL_SWEEP_SECONDS: positive.default(60).describe('How often rules look at the passing of time, in seconds'),
});

export type Settings = z.infer<typeof settings>;

/** The address that mails and pages name. */
export const publicUrlOf = ({ LAUREL_PUBLIC_URL: url, LAUREL_PORT: port }: Settings): string =>
  url ?? `http://localhost:${port}`;

/** Reads the environment once; throws one sentence per wrong setting. Unknown LAUREL_ names are errors: they are typos. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => {
  const known = new Set(Object.keys(settings.shape));
  const unknown = Object.keys(environment).filter(
    (key) => key.startsWith('LAUREL_') && !known.has(key) && !FOREIGN.has(key),
  );
  const parsed = settings.safeParse(environment);
  const wrong = [
    ...unknown.map((key) => `${key}: no such setting`),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)),
  ];
  if (!parsed.success || wrong.length > 0) throw new WrongSettings(wrong);
  const reason = whyRolesCannotBeApart(parsed.data);
  if (reason) throw new WrongSettings([`LAUREL_ROLES: ${reason}`]);
  return parsed.data;
};

export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
  constructor(readonly wrong: readonly string[]) {
    super(wrong.join('\n'));
  }
}

/** Names that belong to the CLI and the tests. */
const FOREIGN = new Set(['LAUREL_URL', 'LAUREL_KEY', 'LAUREL_DATA_SETS', 'LAUREL_TEST_SERVERS']);

const whyRolesCannotBeApart = (wanted: Settings): string | undefined => {
  if (wanted.LAUREL_EVENT_LOG === 'kafka' && !wanted.KAFKA_BROKERS) return 'LAUREL_EVENT_LOG=kafka needs KAFKA_BROKERS';
  if (wanted.LAUREL_ROLES.length === roles.length) return undefined;
  if (!wanted.LAUREL_LINK_KEY) return 'roles apart need LAUREL_LINK_KEY: who sends a link and who answers it share it';
  if (wanted.CLICKHOUSE_URL && wanted.LAUREL_EVENT_LOG === 'kafka' && wanted.DATABASE_URL) return undefined;
  return 'roles apart need CLICKHOUSE_URL, DATABASE_URL and LAUREL_EVENT_LOG=kafka: the embedded engine belongs to one process';
};
