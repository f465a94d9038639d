import { dataschemaOf, LAUREL_SOURCE, LEARNING_EVENTS, PersonDescribed, Voided } from '@laurel/contracts';
import { type EventLog, type LogMessage } from '@laurel/kernel';
import { type Availability, type AvailabilityFact } from '@laurel/people-domain';
import { type Logger, startEvery } from '@laurel/platform';

export interface TellingPorts {
  readonly people: Availability;
  readonly eventLog: Pick<EventLog, 'append'>;
}

const SOURCE = `${LAUREL_SOURCE}:availability`;

/** Tells what changed of people's absences as facts, so that clocks that stop for them know it; again it is the same facts. */
export const tellAvailability = async ({ people, eventLog }: TellingPorts): Promise<void> => {
  for (let facts = await people.untold(); facts.length > 0; facts = await people.untold()) {
    await eventLog.append(LEARNING_EVENTS, facts.map(recordOf));
    await people.noteTold(facts);
  }
};

const EVERY_MS = 30_000;

/** What a process that died left untold. */
export const startTellingAvailability = (ports: TellingPorts, log: Logger): { stop(): Promise<void> } =>
  startEvery({ name: 'availability', everyMs: EVERY_MS, log }, () => tellAvailability(ports));

const recordOf = ({ id, learner, at, value, takenBack }: AvailabilityFact): LogMessage => {
  const fact = takenBack
    ? Voided.of({ of: { source: SOURCE, id } })
    : PersonDescribed.of({ attributes: { availability: value } });
  const cloudEvent = {
    ...{ specversion: '1.0', id: takenBack ? `${id}-taken-back` : id, source: SOURCE, type: fact.type },
    ...{ time: at.toISOString(), subject: learner },
    ...{ dataschema: dataschemaOf(fact.type, fact.version), data: fact.data },
  };
  return { key: learner, value: new TextEncoder().encode(JSON.stringify(cloudEvent)) };
};
