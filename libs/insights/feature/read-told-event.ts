import { cloudEvent, decisionEvents, DECISIONS, FIRST_VERSION, readLearningEvent, versionOf } from '@laurel/contracts';
import { type ToldEvent } from '@laurel/insights-read-model';
import { BadEvent } from '@laurel/kernel';

const definitions = new Map<string, (typeof decisionEvents)[number]>(decisionEvents.map((one) => [one.type, one]));

/** Reads what either topic of facts holds. Throws BadEvent. */
export const readToldEvent = (topic: string, bytes: Uint8Array, now: Date): ToldEvent =>
  topic === DECISIONS ? readDecision(bytes) : readLearningEvent(bytes, now);

/** What the relay wrote: Laurel knew a decision when it made it. */
const readDecision = (bytes: Uint8Array): ToldEvent => {
  const parsed = cloudEvent.safeParse(jsonOf(bytes));
  if (!parsed.success) throw new BadEvent('event.envelope', parsed.error.issues[0]?.message ?? 'unreadable');
  const { source, id, type, subject, time, dataschema, data } = parsed.data;
  const definition = definitions.get(type);
  if (!definition) throw new BadEvent('event.type', `no decision is called ${type}`, 'type');
  const event = definition.read({ type, version: dataschema ? versionOf(dataschema) : FIRST_VERSION, data });
  const occurredAt = new Date(time);
  return { source, id, subject, occurredAt, knownAt: occurredAt, event };
};

/** Who an event that cannot be read seems to be from, as far as that can be seen. */
export const traceOf = (bytes: Uint8Array): { source?: string; eventId?: string; subject?: string } => {
  let value: unknown;
  try {
    value = jsonOf(bytes);
  } catch {
    return {};
  }
  const textAt = (key: string): string | undefined => {
    const inner: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    return typeof inner === 'string' ? inner : undefined;
  };
  const [source, eventId, subject] = [textAt('source'), textAt('id'), textAt('subject')];
  return {
    ...(source === undefined ? {} : { source }),
    ...(eventId === undefined ? {} : { eventId }),
    ...(subject === undefined ? {} : { subject }),
  };
};

const jsonOf = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new BadEvent('event.json', error instanceof Error ? error.message : 'unreadable');
  }
};
