import { Keyring } from '@laurel/access-feature';
import { openKeyStore } from '@laurel/access-postgres';
import { openChdbWarehouse, openHttpWarehouse } from '@laurel/clickhouse';
import { findTemplateIn, inboxMessenger, openCategories, sendingMeansOf } from '@laurel/communications-feature';
import { openInbox, openLinkHits, openWaitingList } from '@laurel/communications-postgres';
import { criteriaReader, enrolledCourses, enrolmentsOfFew, historiesReader } from '@laurel/criteria-read-model';
import { type EngagementPorts } from '@laurel/engagement-feature';
import { openDueLooks, openJourneyList } from '@laurel/engagement-postgres';
import { openEventStore } from '@laurel/event-store-postgres';
import { type Clock } from '@laurel/kernel';
import { DECISIONS, LEARNING_EVENTS } from '@laurel/contracts';
import {
  type Accounts,
  answeringWith,
  type FactTrail,
  type InsightsPorts,
  migrateViews,
  PROJECTION,
  QUESTION_LIMITS_ALLOWED,
  type ReportDeps,
  reportWriter,
} from '@laurel/insights-feature';
import { openInsights } from '@laurel/insights-postgres';
import {
  countedFacts,
  criteriaFacts,
  factsAtAGlance,
  factsOverTime,
  migrateReadModels,
  voidsOverTime,
} from '@laurel/insights-read-model';
import { openBooks, openDeadLetterStore } from '@laurel/intake-postgres';
import { openPeople } from '@laurel/people-postgres';
import { createMetrics, type Logger, observeLogLag, publicUrlOf, type Settings } from '@laurel/platform';
import { renderReport } from '@laurel/report-pdf';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { orCannotStart } from '../cannot-start.ts';
import { type ClosingStack } from '../closing.ts';
import { openCertification } from './certification.ts';
import { openDatabase } from './database.ts';
import { openLog } from './event-log.ts';
import { openChatChannels, openMessengers } from './chat.ts';
import { openIssuing } from './issuing.ts';
import { openMail } from './mail.ts';
import { openManagerReports } from './manager-reports.ts';
import { namedPeopleOf, savedFunnelOf } from './named-people.ts';
import { openSigning } from './signing.ts';
import { openTemplates } from './templates.ts';
import { openVerification } from './verification.ts';

export interface Opening {
  readonly settings: Settings;
  readonly folder: string;
  readonly log: Logger;
  readonly opened: ClosingStack['opened'];
  readonly clock: Clock;
  /** `clock` is that of a story: what is decided is recorded at its time too. */
  readonly isStory: boolean;
}

/** Everything that the features reach the outside with, opened in the order in which each needs the other. */
export const openParts = async (opening: Opening) => {
  const { settings, folder, log, opened, clock, isStory } = opening;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  const [database, warehouse] = await Promise.all([openDatabase(opening), openWarehouse(opening)]);
  const { url, pool } = database;
  const people = await openPeople(url);
  opened('people', people, () => people.close());
  const insights = await openInsights(url);
  opened('saved questions', insights, () => insights.close());
  const eventLog = await openLog(opening, database);
  const eventStore = await openEventStore(pool, log, isStory ? clock : undefined);
  const inbox = await openInbox(pool);
  const metrics = createMetrics(registry);
  const issuing = await openIssuing(opening, pool);
  const certification = await openCertification(pool);
  observeLogLag(registry, (topic) => eventLog.lag(topic, PROJECTION), [LEARNING_EVENTS, DECISIONS]);
  return {
    settings,
    folder,
    log,
    clock,
    metrics,
    pool,
    warehouse,
    people,
    savedQuestions: insights.savedQuestions,
    subscriptions: insights.subscriptions,
    eventLog,
    eventStore,
    managerReports: openManagerReports({ warehouse, clock, eventStore }),
    templates: await openTemplates(eventStore),
    deadLetters: await openDeadLetterStore(pool),
    books: await openBooks(pool, log),
    waitingList: await openWaitingList(pool),
    linkHits: await openLinkHits(pool),
    dueLooks: await openDueLooks(pool),
    journeys: await openJourneyList(pool),
    waitingPosts: await openWaitingList(pool, 'waiting_post'),
    inbox,
    chatChannels: openChatChannels(settings),
    messengers: openMessengers(settings, inboxMessenger({ inbox, clock })),
    mail: await openMail(opening, metrics),
    signing: await openSigning(opening),
    categories: openCategories(eventStore),
    ...issuing,
    certification,
    verification: await openVerification({ settings, clock, pool, ...issuing, certification }),
    keyring: new Keyring(await openKeyStore(pool), clock),
  };
};

export type Parts = Awaited<ReturnType<typeof openParts>>;

const openWarehouse = async ({ settings, folder, opened }: Opening) => {
  const { CLICKHOUSE_URL: url, CLICKHOUSE_DATABASE: name } = settings;
  const where = url ? 'ClickHouse cannot be used (CLICKHOUSE_URL)' : 'the embedded ClickHouse does not start';
  const warehouse = await orCannotStart(where, async () =>
    url ? openHttpWarehouse(url, name) : openChdbWarehouse(join(folder, 'clickhouse'), name),
  );
  opened('ClickHouse', warehouse, () => warehouse.close());
  // Every role asks or writes, and any of them may be the first to start.
  await migrateReadModels(warehouse);
  await migrateViews(warehouse);
  return warehouse;
};

/** What the rules look at people with. */
export const engagementOf = (parts: Parts): EngagementPorts => {
  const { eventStore, warehouse, clock, templates } = parts;
  const criteria = criteriaReader(warehouse, criteriaFacts, namedPeopleOf(parts));
  return {
    ...{ store: eventStore, search: eventStore, criteria, clock },
    histories: historiesReader(warehouse, { factsOverTime, voidsOverTime }),
    enrolledIn: enrolledCourses(warehouse, { countedFacts }),
    enrolmentsOfFew: enrolmentsOfFew(warehouse, factsAtAGlance, criteria),
    findTemplate: findTemplateIn(templates.catalog),
    means: sendingMeansOf(parts),
    savedFunnel: savedFunnelOf(parts),
  };
};

/** What reports are made with: of the questions that were saved, by whom they are sent. */
export const reportsOf = (parts: Parts): Parts & ReportDeps => ({
  ...parts,
  questions: answeringWith(accountsOf(parts)),
  render: renderReport,
  publicUrl: publicUrlOf(parts.settings),
  questionLimits: QUESTION_LIMITS_ALLOWED,
});

/** Contexts meet here: insights writes what communications sends. */
export const writeReportOf = (parts: Parts) => reportWriter(reportsOf(parts));

/** Where what was told is beside ClickHouse. */
export const trailOf = ({ eventLog, deadLetters }: Parts): FactTrail => ({
  read: (topic, partition, offset) => eventLog.read(topic, partition, offset),
  lettersOf: async ({ source, id }) => {
    const letters = await deadLetters.list({ source, eventId: id, limit: MOST_LETTERS });
    return letters.map((letter) => ({ ...letter, keptAt: letter.keptAt.toISOString() }));
  },
});

const MOST_LETTERS = 100;

/** What is counted where ClickHouse is not known. */
export const accountsOf = ({ books, eventLog }: Parts): Accounts => ({
  receipts: (range) => books.receipts(range),
  totals: (range) => books.totals(range),
  unreadable: (topic) => books.unreadable(topic),
  ranges: (topic) => eventLog.ranges(topic),
  lag: (topic) => eventLog.lag(topic, PROJECTION),
});

/** What questions are answered from. */
export const insightsOf = (parts: Parts): InsightsPorts => ({
  ...parts,
  logger: parts.log,
  trail: trailOf(parts),
  accounts: accountsOf(parts),
});
