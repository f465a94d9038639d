import { BadEvent } from '@laurel/kernel';
import { cloudEvent, type CloudEvent, FIRST_VERSION, versionOf } from './cloud-event.ts';
import { type AnyLearningEvent, learningEvents } from './learning-events.ts';

/** A learning event that was read and understood, in the newest version of its type. */
export interface LearningEvent {
  readonly source: string;
  readonly id: string;
  /** The learner (or `course:<id>`, `team:<id>`) as the source names them. */
  readonly subject: string;
  /** When it happened. */
  readonly occurredAt: Date;
  /** When the source knew it, if it says so. */
  readonly knownAt?: Date;
  readonly event: AnyLearningEvent;
}

/** No item is larger, in bytes: Kafka's default for a message is 1 MiB, with room left for its own framing. */
export const MAX_EVENT_BYTES = 1_000_000;
const TEN_YEARS_MS = 10 * 366 * 86_400_000;

const definitions = new Map<string, (typeof learningEvents)[number]>(learningEvents.map((one) => [one.type, one]));
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The one parser of every entrance: HTTP, Kafka, files. Throws BadEvent with the field and what would be right. */
export const readLearningEvent = (bytes: Uint8Array, now: Date): LearningEvent => {
  if (bytes.byteLength > MAX_EVENT_BYTES) {
    throw new BadEvent('event.size', `${bytes.byteLength} bytes; an event has at most ${MAX_EVENT_BYTES}`);
  }
  const json = decode(bytes);
  return understand(envelopeOf(parse(json), json), now);
};

const decode = (bytes: Uint8Array): string => {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new BadEvent('event.encoding', 'not UTF-8');
  }
};

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new BadEvent('event.json', `not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
};

const envelopeOf = (value: unknown, json: string): CloudEvent => {
  const parsed = cloudEvent.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.map(String).join('.');
    if (!field) throw new BadEvent('event.json', 'an event is a JSON object');
    throw new BadEvent(field === 'time' ? 'event.time' : 'event.envelope', issue?.message ?? 'unreadable', field);
  }
  refuseDepth(value);
  if (json.includes('\\u')) refuseUnkeepableText(value, []);
  return parsed.data;
};

/** Deeper ones would exhaust the stack of whoever walks them after us. */
const MAX_DEPTH = 64;
const refuseDepth = (value: unknown): void => {
  if (isDeeperThan(MAX_DEPTH, value)) throw new BadEvent('event.json', `nested deeper than ${MAX_DEPTH} levels`);
};
const isDeeperThan = (levels: number, value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeeperThan(levels - 1, Reflect.get(value, key))) return true;
  return false;
};

/** NUL and lone surrogates can only hide behind an escape: no UTF-8 text holds them and JSON takes no bare NUL. */
const refuseUnkeepableText = (value: unknown, path: readonly string[]): void => {
  if (typeof value === 'string' && (value.includes('\0') || !isWellFormed(value))) {
    throw new BadEvent('event.encoding', 'text with NUL or a lone surrogate', path.join('.'));
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    refuseUnkeepableText(key, [...path, '<key>']);
    refuseUnkeepableText(inner, [...path, key]);
  }
};

const isWellFormed = (value: string): boolean => !/\p{Surrogate}/u.test(value);

const understand = (envelope: CloudEvent, now: Date): LearningEvent => {
  const definition = definitions.get(envelope.type);
  if (!definition) throw new BadEvent('event.type', `no event type is called ${envelope.type}`, 'type');
  const version = envelope.dataschema === undefined ? FIRST_VERSION : versionOf(envelope.dataschema);
  const event = definition.read({ type: envelope.type, version, data: envelope.data });
  if (event.type === 'learning.Voided' && event.data.of.source !== envelope.source) {
    throw new BadEvent('event.schema', 'an event is voided by its own source only', 'data.of.source');
  }
  return {
    source: envelope.source,
    id: envelope.id,
    subject: envelope.subject,
    occurredAt: timeWithin(envelope.time, 'time', now),
    ...(envelope.recordedtime === undefined ? {} : { knownAt: timeWithin(envelope.recordedtime, 'recordedtime', now) }),
    event,
  };
};

/** Milliseconds since 1970. */
export const isTimeOfEvent = (ms: number, now: Date): boolean => ms >= 0 && ms <= now.getTime() + TEN_YEARS_MS;

const timeWithin = (iso: string, field: string, now: Date): Date => {
  const time = new Date(iso);
  if (!isTimeOfEvent(time.getTime(), now)) {
    throw new BadEvent('event.time', `${iso} is outside 1970 to ten years from now`, field);
  }
  return time;
};
