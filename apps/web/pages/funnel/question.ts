import { type FunnelExclusion, funnelQuestion, type FunnelQuestion, type FunnelStep } from '@laurel/contracts';
import { type ErrorFacts } from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';
import { bare, type Search } from '../../search.ts';

/** A question as it is asked and as it stands in the address: without what is the default anyway. */
export type Asked = Schemas['AskFunnelRequest'];

/** The question that an address holds, or why it holds none. Read by the schema that the server reads it with. */
export const questionOf = (search: Search): { question: FunnelQuestion } | { wrong: ErrorFacts } => {
  const parsed = funnelQuestion.safeParse(search);
  if (parsed.success) return { question: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: message }));
  const first = errors[0];
  return {
    wrong: {
      title: 'This address holds no question that can be answered',
      detail: first ? `${first.path || 'address'}: ${first.reason}` : 'unreadable',
      code: 'question.address',
      errors,
    },
  };
};

/** The whole question, so that every view is a link. `questionOf(addressOf(q))` is q. */
export const addressOf = (question: FunnelQuestion): Asked => {
  const { unit, steps, order, window, exclusions, entered, breakdown, interval, timeZone, asOf } = question;
  const within = bare(entered);
  return {
    ...(unit === 'learner' ? {} : { unit }),
    steps: steps.map(addressOfStep),
    ...(order === 'ordered' ? {} : { order }),
    ...(window === null ? {} : { window: bare(window) }),
    ...(Object.keys(within).length === 0 ? {} : { entered: within }),
    ...(exclusions.length === 0 ? {} : { exclusions: exclusions.map(addressOfExclusion) }),
    ...bare({ breakdown, interval, timeZone, asOf }),
  };
};

const addressOfStep = ({ name, occurrence, ...events }: FunnelStep): Asked['steps'][number] => ({
  ...bare({ name }),
  ...addressOfEvents(events),
  ...(occurrence === 'any' ? {} : { occurrence }),
});

const addressOfExclusion = ({ after, before, ...events }: FunnelExclusion) => ({
  ...addressOfEvents(events),
  after,
  before,
});

const addressOfEvents = ({ event, where, anyOf }: Pick<FunnelStep, 'event' | 'where' | 'anyOf'>) => ({
  ...bare({ event }),
  ...(where.length === 0 ? {} : { where }),
  ...(anyOf === undefined
    ? {}
    : {
        anyOf: anyOf.map((one) => ({
          event: one.event,
          ...(one.where.length === 0 ? {} : { where: one.where }),
        })),
      }),
});

/** What the page asks when nobody has asked anything. */
export const FIRST_QUESTION: Asked = {
  unit: 'enrolment',
  steps: [
    { event: 'learning.Enrolled' },
    { event: 'learning.CourseStarted' },
    { event: 'learning.AssessmentSubmitted' },
    { event: 'learning.CourseCompleted' },
  ],
  window: { days: 90 },
};

/** The first question about one course or run. */
export const courseFunnelAddress = (course: string, run: string | null): Asked => ({
  ...FIRST_QUESTION,
  steps: FIRST_QUESTION.steps.map((step) => ({
    ...step,
    where: [
      { field: 'course', op: 'eq', value: course },
      ...(run === null ? [] : [{ field: 'run', op: 'eq' as const, value: run }]),
    ],
  })),
});
