import { type FunnelCriterion } from '@laurel/contracts';
import { plural } from './words.ts';

/** Where an enrolment is: " in consulting (run 2026-spring)", "" for anywhere. */
export const placeWords = ({
  course,
  run,
}: {
  readonly course?: string | undefined;
  readonly run?: string | undefined;
}): string => {
  const where = course === undefined ? '' : ` in ${course}`;
  if (run === undefined || run === '') return where;
  return where === '' ? ` in run ${run}` : `${where} (run ${run})`;
};

/** A figure of a funnel: "reached step 2 (Started) of a funnel of 4 steps". */
export const figureWords = ({ people }: FunnelCriterion): string => {
  if ('saved' in people) return `${PLACES[people.place]} step ${people.step} of the saved funnel ${people.saved}`;
  const { step, place, steps } = people;
  const { name, event, anyOf } = steps[step - 1] ?? {};
  const called = name ?? event ?? anyOf?.map((one) => one.event).join(' or ') ?? '';
  return `${PLACES[place]} step ${step} (${called}) of a funnel of ${plural(steps.length, 'step')}`;
};

const PLACES = {
  reached: 'reached',
  converted: 'went on from',
  dropped: 'did not go on in time from',
  open: 'still has time to go on from',
} as const;
