import { ProgrammePublished, ReviewOrdered } from '@laurel/certification-domain';
import { CertificateIssued, MessageSent, PathCompleted, PathReopened } from '@laurel/contracts';
import { type Reactor } from '@laurel/kernel';
import { startEvery } from '@laurel/platform';
import { type CertificationDeps } from './certification.deps.ts';
import {
  HOLDING,
  onCertificateChanged,
  onHoldingChanged,
  TOLD,
} from './certificates/on-certificate-changed.reactor.ts';
import { onCertificateIssued, signWhatWaits } from './certificates/on-certificate-issued.reactor.ts';
import { onMessageSent } from './certificates/on-message-sent.reactor.ts';
import { onPathDecided } from './certificates/on-path-decided.reactor.ts';
import { passTime } from './certificates/pass-time.ts';
import { lookAtDuePaths } from './paths/look-at-paths.ts';
import { readProgramme } from './programmes/programme-book.ts';
import { onReviewOrdered, orderDailyReviews, orderReview } from './reviews/run-reviews.ts';

/** The names under which `EventStore.lag` tells how far certification is. */
export const CERTIFICATION_SUBSCRIPTIONS = [
  'on-programme-published',
  'on-review-ordered',
  'on-path-decided',
  'on-certificate-issued',
  'on-certificate-changed',
  'on-holding-changed',
  'on-certificate-sent',
] as const;

const LOOK_MS = 200;

/** A version was published: everybody who may have done already what it asks is looked at, once. */
export const onProgrammePublished =
  (deps: CertificationDeps): Reactor =>
  async (event) => {
    const { programme: id, by } = ProgrammePublished.read(event).data;
    const programme = await readProgramme(deps.store, id);
    const cause = { causation: event.id, correlation: event.cause.correlation };
    if (programme?.live !== undefined) await orderReview(deps, programme, { review: event.id, by, cause });
  };

/** From facts to certificates. Any number of processes may run it: each subscription is held by one of them at a time. */
export const startCertification = async (deps: CertificationDeps): Promise<{ stop(): Promise<void> }> => {
  const { store, due, log } = deps;
  const signal = { stopping: false };
  const decided = new Set([PathCompleted.type, PathReopened.type]);
  const running = [
    await store.subscribe('on-programme-published', new Set([ProgrammePublished.type]), onProgrammePublished(deps)),
    await store.subscribe('on-review-ordered', new Set([ReviewOrdered.type]), onReviewOrdered(deps, signal)),
    await store.subscribe('on-path-decided', decided, onPathDecided(store)),
    await store.subscribe('on-certificate-issued', new Set([CertificateIssued.type]), onCertificateIssued(deps)),
    await store.subscribe('on-certificate-changed', TOLD, onCertificateChanged(store)),
    await store.subscribe('on-holding-changed', HOLDING, onHoldingChanged(due)),
    await store.subscribe('on-certificate-sent', new Set([MessageSent.type]), onMessageSent(store)),
    startEvery({ name: 'look at paths', everyMs: LOOK_MS, log }, async () => {
      const completed = await lookAtDuePaths(deps, due);
      if (completed > 0) log.info({ completed }, 'paths were completed');
    }),
    startEvery({ name: 'certificates', everyMs: deps.sweepSeconds * 1_000, log }, async () => {
      await passTime(deps);
      await signWhatWaits(deps);
      await orderDailyReviews(deps);
    }),
  ];
  return {
    stop: async () => {
      signal.stopping = true;
      await Promise.all(running.map((one) => one.stop()));
    },
  };
};
