import { type Courtesy, suppress } from './courtesy.ts';

const DAY_MS = 86_400_000;
/** One rule writes about one enrolment at most once in so many days. */
export const CAP_DAYS = 30;

export const oncePerRule: Courtesy = {
  id: 'once-per-rule',
  sentence: `One rule writes about one enrolment at most once in ${CAP_DAYS} days.`,
  objection: ({ wroteAt, now }) => {
    if (!wroteAt || now.getTime() - wroteAt.getTime() >= CAP_DAYS * DAY_MS) return undefined;
    const day = wroteAt.toISOString().slice(0, 10);
    return suppress(`this rule wrote about this enrolment on ${day}, and writes once in ${CAP_DAYS} days`);
  },
};
