import { readLearningEvent } from '@laurel/contracts';
import { type LogMessage } from '@laurel/kernel';
import { type Availability, type AvailabilityFact } from '@laurel/people-domain';
import { tellAvailability } from './tell-availability.ts';

const at = new Date('2026-03-02T00:00:00Z');
const fact = { id: 'f1', learner: 'ann', at, value: 'leave', takenBack: false } as const;

/** Tells these, and answers what came into the log. */
const told = async (facts: readonly AvailabilityFact[], append: (records: readonly LogMessage[]) => void) => {
  let left = facts;
  const people: Availability = {
    ...{ keepAbsences: () => Promise.resolve(), absences: () => Promise.resolve([]) },
    untold: () => Promise.resolve(left),
    noteTold: () => Promise.resolve(void (left = [])),
  };
  const eventLog = { append: (_: string, records: readonly LogMessage[]) => Promise.resolve(append(records)) };
  await tellAvailability({ people, eventLog }).catch(() => undefined);
  return left.length;
};

it('tells that somebody is away as a fact that can be read, and takes it back by its id', async () => {
  const records: LogMessage[] = [];
  const untold = await told([fact, { ...fact, takenBack: true }], (some) => void records.push(...some));
  expect(untold).toBe(0);
  const read = records.map(({ value }) => readLearningEvent(value, at));
  expect(read).toMatchObject([
    {
      subject: 'ann',
      occurredAt: at,
      event: { type: 'learning.PersonDescribed', data: { attributes: { availability: 'leave' } } },
    },
    { subject: 'ann', event: { type: 'learning.Voided', data: { of: { source: read[0]?.source, id: 'f1' } } } },
  ]);
});

it('keeps for later what the log did not take', async () => {
  const untold = await told([fact], () => {
    throw new Error('the log is away');
  });
  expect(untold).toBe(1);
});
