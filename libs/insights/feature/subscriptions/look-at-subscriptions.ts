import { ReportFellDue, type Threshold } from '@laurel/contracts';
import {
  alertReport,
  type DueSubscription,
  figureAt,
  type LastAlert,
  type Look,
  mayTell,
  nextLook,
  type SavedQuestion,
  type SavedQuestions,
  scheduledReport,
  type Subscriptions,
} from '@laurel/insights-domain';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock, Conflict, type EventSearch, type EventStore } from '@laurel/kernel';
import { type Logger, type Metrics } from '@laurel/platform';
import { type Questions } from '../answering.ts';
import { answerUnattended } from '../report/answer-unattended.ts';
import { askerOf } from '../report/write-report.ts';
import { type QuestionLimits } from '../too-heavy.ts';

export interface LookingDeps {
  readonly savedQuestions: SavedQuestions;
  readonly subscriptions: Subscriptions;
  readonly store: Pick<EventStore, 'append'>;
  readonly search: Pick<EventSearch, 'find'>;
  readonly questions: Questions;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'questionSeconds'>;
  readonly questionLimits: QuestionLimits;
}

const BATCH = 100;

/**
 * Looks at what is due: decides first, durably and once, and sets the timer afterwards. A death in between looks again,
 * and finds the same report decided already. One that fails stays due and holds up no other; throws what failed at the end.
 */
export const lookAtSubscriptions = async (deps: LookingDeps): Promise<void> => {
  const failed: unknown[] = [];
  for (const one of await deps.subscriptions.due(deps.clock.now(), BATCH)) {
    await lookAt(deps, one).catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} subscriptions could not be looked at`);
};

const lookAt = async (deps: LookingDeps, one: DueSubscription): Promise<void> => {
  const now = deps.clock.now();
  const saved = await deps.savedQuestions.find(one.savedQuestion);
  if (!saved || saved.archivedAt) {
    await deps.subscriptions.end(one.id, now); // it was made while somebody archived the question
    return;
  }
  const looking = { one, saved, now };
  const look = one.when.by === 'threshold' ? await lookAtFigure(deps, looking, one.when.threshold) : undefined;
  if (one.when.by === 'schedule') {
    await fellDue(deps, looking, scheduledReport(one, one.when.schedule, { dueAt: one.dueAt, now }));
  }
  await deps.subscriptions.lookAgain(one, nextLook(one.when, now), look);
};

interface Looking {
  readonly one: DueSubscription;
  readonly saved: SavedQuestion;
  readonly now: Date;
}

/** undefined: nobody looked, because nothing would be told. */
const lookAtFigure = async (deps: LookingDeps, looking: Looking, threshold: Threshold): Promise<Look | undefined> => {
  const { one, saved, now } = looking;
  const last = await lastAlertOf(deps.search, one.id);
  if (!mayTell(threshold, last, now)) return undefined;
  const answered = await answerUnattended(deps, saved, { asker: askerOf(one), asOf: now.toISOString() });
  if ('why' in answered) return { at: now, figure: null, failure: answered.why };
  const figure = figureAt(answered.answer, threshold.figure);
  if (figure === undefined) return { at: now, figure: null, failure: `the answer has no figure ${threshold.figure}` };
  await fellDue(deps, looking, alertReport(one, threshold, { figure, last, now }));
  return { at: now, figure, failure: null };
};

const lastAlertOf = async (search: LookingDeps['search'], subscription: string): Promise<LastAlert | undefined> => {
  const [last] = await search.find({ types: [ReportFellDue.type], about: { subscription }, limit: 1 });
  if (!last) return undefined;
  const { alert = 0, asOf } = ReportFellDue.read(last).data;
  return { number: alert, at: new Date(asOf) };
};

/** Durable once: a rival, or we ourselves before we died, decided the same. */
const fellDue = async (
  { store, log }: LookingDeps,
  { one, saved }: Looking,
  due: ReturnType<typeof scheduledReport>,
): Promise<void> => {
  if (!due) return;
  const about = { subscription: one.id, savedQuestion: saved.id, version: saved.version, learner: one.to };
  const cause = { causation: `due-${one.dueAt.toISOString()}`, correlation: due.firing, actor: one.madeBy };
  try {
    await store.append(`firing-${due.firing}`, 0, [ReportFellDue.of({ ...about, ...due })], cause);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    log.info({ report: due.firing }, 'was decided already');
  }
};
