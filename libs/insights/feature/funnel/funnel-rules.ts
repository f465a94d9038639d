import { type FunnelExclusion, type FunnelQuestion, type FunnelStep } from '@laurel/contracts';
import { type FirstOccurrence, type FunnelRules } from '@laurel/statistics';
import { type Coded, type Matches } from './step-codes.ts';

export const DAY_MS = 86_400_000;
const DEFAULT_WINDOW_DAYS = 14;

/** The rules of the tries, and what events are looked at for; marks and their numbers belong together. */
export const rulesOf = (question: FunnelQuestion): { readonly rules: FunnelRules; readonly coded: Coded } => {
  const { steps, order, window, exclusions, entered } = question;
  const marks = exclusions.map(matchesOf);
  const firsts = steps.flatMap(({ occurrence }, step): FirstOccurrence[] => {
    if (occurrence === 'any') return [];
    return occurrence === 'first-matching' ? [{ step }] : [{ step, mark: marks.push(kindsOf(steps[step])) - 1 }];
  });
  const rules = {
    ...{ steps: steps.length, order, exclusions, firsts },
    windowMs: windowMs(window),
    entered: { from: timeOf(entered.from, -Infinity), to: timeOf(entered.to, Infinity) },
  };
  return { rules, coded: { steps: steps.map(matchesOf), marks } };
};

/** Any of these events, with the conditions of the whole step. */
export const matchesOf = ({
  event,
  where,
  anyOf,
}: Pick<FunnelStep | FunnelExclusion, 'event' | 'where' | 'anyOf'>): Matches =>
  (anyOf ?? (event === undefined ? [] : [{ event, where: [] }])).map((one) => ({
    event: one.event,
    where: [...where, ...one.where],
  }));

/** Events of the same kinds, whatever else is true of them. */
const kindsOf = (step: FunnelStep | undefined): Matches =>
  step === undefined ? [] : matchesOf(step).map(({ event }) => ({ event, where: [] }));

export const windowMs = (window: FunnelQuestion['window']): number => {
  if (window?.unlimited) return Infinity;
  if (window?.seconds !== undefined) return window.seconds * 1000;
  return (window?.days ?? DEFAULT_WINDOW_DAYS) * DAY_MS;
};

const timeOf = (iso: string | undefined, otherwise: number): number =>
  iso === undefined ? otherwise : Date.parse(iso);

export const nameOf = (step: FunnelStep): string =>
  step.name ??
  matchesOf(step)
    .map(({ event }) => event)
    .join(' or ');
