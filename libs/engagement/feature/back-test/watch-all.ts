import { type Criterion } from '@laurel/contracts';
import { ACTIVITY, type Enrolment } from '@laurel/criteria-domain';
import { type Watch, type Watched, watchHistory } from '@laurel/engagement-domain';
import { setImmediate } from 'node:timers/promises';
import { type EngagementPorts } from '../engagement.deps.ts';

/** So many learners are looked at before others get the thread. */
const TURN = 25;

/** To what enrolments are limited: by the rule, and by who asks. */
export interface Scope {
  readonly course?: string | undefined;
  readonly run?: string | undefined;
}

export interface WatchedAll {
  readonly watched: readonly Watched[];
  readonly facts: number;
  /** When the latest fact that was used had happened and was told, in milliseconds; null: there is none. */
  readonly through: number | null;
}

/** Every enrolment in all of the scopes; the facts are read once, whatever the number of days and criteria. */
export const watchAll = async (
  { histories }: Pick<EngagementPorts, 'histories'>,
  watch: Watch,
  scopes: readonly Scope[],
): Promise<WatchedAll> => {
  const watched: Watched[] = [];
  let [facts, through, looked] = [0, -Infinity, 0];
  const criteria = watch.lapseAfterDays === null ? watch.criteria : [...watch.criteria, ACTIVE];
  const course = scopes.find((scope) => scope.course !== undefined)?.course;
  for await (const batch of histories({ criteria, ...(course === undefined ? {} : { course }) }, watch.asOf)) {
    for (const history of batch) {
      if (looked++ % TURN === TURN - 1) await setImmediate();
      facts += history.facts.length;
      through = history.facts.reduce((latest, { knownFrom }) => Math.max(latest, knownFrom), through);
      watched.push(...watchHistory(history, watch).filter(({ enrolment }) => isIn(scopes, enrolment)));
    }
  }
  return { watched, facts, through: through === -Infinity ? null : through };
};

/** What lapses are seen by. */
const ACTIVE: Criterion = { is: 'performed', events: ACTIVITY, called: 'activity', of: 'enrolment' };

const isIn = (scopes: readonly Scope[], { course, run }: Enrolment): boolean =>
  scopes.every((scope) => (scope.course ?? course) === course && (scope.run ?? run) === run);
