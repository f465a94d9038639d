import 'reflect-metadata';
import { AccessModule } from '@laurel/access-feature';
import {
  CertificationModule,
  IssuerKeysModule,
  takeCredentials,
  VerificationModule,
} from '@laurel/certification-feature';
import { CommunicationsModule, takeForms } from '@laurel/communications-feature';
import { CampaignsModule, EngagementModule } from '@laurel/engagement-feature';
import { InsightsModule, ManagerReportsModule, SavedQuestionsModule } from '@laurel/insights-feature';
import { IntakeModule, takeRawBodies } from '@laurel/intake-feature';
import { PeopleModule } from '@laurel/people-feature';
import { AccessGuard, type Logger, LOGGER, METRICS, ProblemFilter } from '@laurel/platform';
import { type DynamicModule, type LoggerService, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { orCannotStart } from '../cannot-start.ts';
import { communicationsOf } from '../parts/communications.ts';
import { certificationOf } from '../parts/certification.ts';
import { campaignsOf } from '../parts/campaigns.ts';
import { managerReportsOf } from '../parts/manager-reports.ts';
import { verificationOf } from '../parts/verification.ts';
import { engagementOf, insightsOf, type Parts, reportsOf } from '../parts/parts.ts';
import { ABOUT, type About, CHECKS, type Checks, OperationController } from './operation.controller.ts';
import { servePages } from './pages.ts';

export interface HttpServer {
  /** The one that was free, where the settings ask for port 0. */
  readonly port: number;
  /** Answers what is under way, takes nothing new. */
  close(): Promise<void>;
}

/** A sender that streams without end is cut after this; it hears how far it came when it tells the rest again. */
const LAST_ANSWERS_MS = 10_000;

/** Health and figures are served by every role, pages and the rest of the interface by the role http. */
export const startHttp = async (parts: Parts, checks: Checks, about: About): Promise<HttpServer> => {
  const { settings, log } = parts;
  const isWhole = about.roles.includes('http');
  const adapter = new FastifyAdapter({
    forceCloseConnections: 'idle',
    bodyLimit: 32 * 2 ** 20,
    routerOptions: { maxParamLength: 1024 },
    frameworkErrors: answerUnreadable,
  });
  const app = await NestFactory.create<NestFastifyApplication>(rootModule(parts, checks, about), adapter, {
    logger: nestLogger(log),
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  if (isWhole) takeRawBodies(fastify);
  if (isWhole) takeForms(fastify);
  if (isWhole) takeCredentials(fastify);
  await app.init();
  if (isWhole) servePages(fastify);
  const { LAUREL_HOST: host, LAUREL_PORT: port } = settings;
  await orCannotStart(`cannot listen on ${host}:${port} (LAUREL_HOST, LAUREL_PORT)`, () => app.listen(port, host));
  return {
    port: portOf(fastify.server.address()),
    close: async () => {
      const patience = setTimeout(() => fastify.server.closeAllConnections(), LAST_ANSWERS_MS);
      await app.close();
      clearTimeout(patience);
    },
  };
};

/** An address that cannot be decoded never reaches Nest and its filter. */
const answerUnreadable = (error: FastifyError, _: FastifyRequest, reply: FastifyReply): void => {
  const status = error.statusCode ?? 400;
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    code: 'http.address',
    detail: error.message,
  };
  void reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(body);
};

const portOf = (address: string | { port: number } | null): number =>
  typeof address === 'object' && address ? address.port : 0;

const rootModule = (parts: Parts, checks: Checks, about: About): DynamicModule => {
  class LaurelModule {}
  Module({})(LaurelModule);
  const shared: DynamicModule = {
    module: class SharedModule {},
    global: true,
    providers: [
      { provide: LOGGER, useValue: parts.log },
      { provide: METRICS, useValue: parts.metrics },
    ],
    exports: [LOGGER, METRICS],
  };
  return {
    module: LaurelModule,
    imports: [shared, accessOf(parts), ...(about.roles.includes('http') ? featuresOf(parts) : [])],
    controllers: [OperationController],
    providers: [
      { provide: CHECKS, useValue: checks },
      { provide: ABOUT, useValue: about },
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ],
  };
};

const accessOf = ({ keyring, settings }: Parts): DynamicModule =>
  AccessModule.register({ keyring, secureCookie: settings.LAUREL_PUBLIC_URL?.startsWith('https:') ?? false });

const featuresOf = (parts: Parts): readonly DynamicModule[] => [
  IntakeModule.register({
    ...parts,
    log: parts.eventLog,
    receipts: parts.books,
    controlTotals: parts.books.controlTotals,
  }),
  InsightsModule.register(insightsOf(parts)),
  SavedQuestionsModule.register({
    ...insightsOf(parts),
    ...reportsOf(parts),
    search: parts.eventStore,
    isKnown: async (learner) => (await parts.people.find(learner)) !== undefined,
  }),
  ManagerReportsModule.register(managerReportsOf(parts)),
  CommunicationsModule.register(communicationsOf(parts)),
  PeopleModule.register(parts),
  IssuerKeysModule.register({ ...parts, keys: parts.issuerKeys }),
  EngagementModule.register(engagementOf(parts)),
  CampaignsModule.register(campaignsOf(parts)),
  CertificationModule.register(certificationOf(parts)),
  VerificationModule.register(verificationOf(parts)),
];

/** Nest's own words go where all others go. */
const nestLogger = (log: Logger): LoggerService => {
  const say =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...rest: unknown[]) =>
      log[level]({ nest: rest.at(-1) }, String(message));
  return {
    log: say('debug'),
    debug: say('debug'),
    verbose: say('debug'),
    warn: say('warn'),
    error: say('error'),
    fatal: say('error'),
  };
};
