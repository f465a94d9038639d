import { type CloudEvent } from '@laurel/contracts';
import { DAY, MINUTE } from './calendar.ts';
import { type Fact } from './fact.ts';
import { type Random, randomOf } from './random.ts';

/** Who tells what: each system speaks under its own name. */
const LMS = 'https://lms.example/';
const PERSONNEL = 'https://personnel.example/';
const SERVICE_DESK = 'https://service-desk.example/';

const sourceOf = ({ type }: Fact): string => {
  if (type === 'learning.PersonDescribed') return PERSONNEL;
  return type === 'learning.OutcomeObserved' ? SERVICE_DESK : LMS;
};

interface Told {
  readonly event: CloudEvent;
  readonly recordedAt: number;
}

/**
 * As other systems tell it: soon after it happened, now and then days late (and so out of order), some twice under the
 * same id, and some enrolments again under another id. What is not told by the end is not part of the story yet. Each fact
 * has chance of its own: it is told in the same way whatever else the story holds.
 */
export const tell = (facts: readonly Fact[], end: number, seed: string): readonly CloudEvent[] =>
  facts
    .flatMap((fact) => tellings(fact, randomOf(`${seed}/telling/${idOf(fact)}`)))
    .filter(({ recordedAt }) => recordedAt < end)
    .sort((a, b) => a.recordedAt - b.recordedAt || (a.event.id < b.event.id ? -1 : 1))
    .map(({ event }) => event);

const idOf = ({ type, subject, at, mark }: Fact): string =>
  `${type.replace('learning.', '')}/${subject}/${new Date(at).toISOString()}${mark ? `/${mark}` : ''}`;

const tellings = (fact: Fact, random: Random): readonly Told[] => {
  const told = as(fact, '', fact.at + delayOf(random));
  if (random.chance(0.002)) return [told, told];
  // The nightly synchronisation of the LMS does not know that the enrolment was told.
  if (fact.type === 'learning.Enrolled' && random.chance(0.01))
    return [told, as(fact, '/again', told.recordedAt + DAY)];
  return [told];
};

const delayOf = (random: Random): number =>
  Math.round(random.chance(0.01) ? random.between(1, 12) * DAY : random.between(0.02, 5) * MINUTE);

const as = (fact: Fact, again: string, recordedAt: number): Told => {
  const { type, subject, at, data } = fact;
  return {
    recordedAt,
    event: {
      specversion: '1.0',
      id: `${idOf(fact)}${again}`,
      source: sourceOf(fact),
      type,
      time: new Date(at).toISOString(),
      subject,
      recordedtime: new Date(recordedAt).toISOString(),
      data,
    },
  };
};
