import { BadEvent } from '@laurel/kernel';
import {
  dataschemaOf,
  FIRST_VERSION,
  learningEvents,
  type LearningEventType,
  readLearningEvent,
} from '@laurel/contracts';
import { badRow, called, compileValue, compileWhen, type Names, textOf } from './compile-value.ts';
import { type EventSpec, type ValueSpec } from './mapping.schema.ts';
import { type Path } from './mapping-text.ts';
import { type Scope } from './scope.ts';
import { isoTime } from './time.ts';

/** An event made of a row, checked by the same parser as every other entrance. */
export interface ToldEvent {
  readonly type: LearningEventType;
  readonly id: string;
  /** Its CloudEvent as JSON, the bytes that travel. */
  readonly bytes: Uint8Array;
}

/** Makes the event of a row; undefined when its conditions do not hold; throws BadEvent where it cannot be made. */
export type EventMaker = (scope: Scope, now: Date) => ToldEvent | undefined;

type Definition = (typeof learningEvents)[number];

const encoder = new TextEncoder();

export interface Envelope {
  readonly source: string;
  readonly recordedAt: ValueSpec;
  readonly recordedAtPath: Path;
}

export const compileEvent = (spec: EventSpec, envelope: Envelope, names: Names, path: Path): EventMaker => {
  const definition = definitionOf(spec.type);
  if (definition) checkFields(spec, definition, names, path);
  else names.complain([...path, 'type'], `no event is called ${spec.type}; there are ${TYPES}`);
  const holds = compileWhen(spec.when ?? [], names, [...path, 'when']);
  const key = spec.key.map((part, index) => required(part, names, [...path, 'key', index]));
  const subject = required(spec.subject, names, [...path, 'subject']);
  const occurred = timeValue(spec.time, names, [...path, 'time']);
  const recorded = compileRecordedAt(spec, envelope, names, path);
  const data = compileValue(spec.data, names, [...path, 'data']);
  const type = definition?.type ?? 'learning.Enrolled';
  const version = definition?.version ?? FIRST_VERSION;
  const dataschema = version === FIRST_VERSION ? {} : { dataschema: dataschemaOf(type, version) };
  const prefix = type.slice(type.indexOf('.') + 1);
  return (scope, now) => {
    if (!holds(scope)) return undefined;
    const id = [prefix, ...key.map((part) => encodeURIComponent(part(scope)))].join('/');
    const time = occurred(scope);
    const bytes = encoder.encode(
      JSON.stringify({
        specversion: '1.0',
        id,
        source: envelope.source,
        type,
        time,
        subject: subject(scope),
        recordedtime: recorded(scope, time),
        ...dataschema,
        data: data(scope) ?? {},
      }),
    );
    readLearningEvent(bytes, now);
    return { type, id, bytes };
  };
};

const definitionOf = (type: string): Definition | undefined => learningEvents.find((one) => one.type === type);
const TYPES = learningEvents.map((one) => one.type).join(', ');

/** A field that no row could ever fill, or that every row would lack, is a mistake of the mapping and not of the rows. */
const checkFields = (spec: EventSpec, { type, schema }: Definition, names: Names, path: Path): void => {
  const fields = new Map(Object.entries(schema.shape));
  for (const field of Object.keys(spec.data)) {
    if (fields.has(field)) continue;
    names.complain([...path, 'data', field], `${type} has no such field; it has ${[...fields.keys()].join(', ')}`);
  }
  for (const [field, inner] of fields) {
    if (spec.data[field] !== undefined || inner.safeParse(undefined).success) continue;
    names.complain([...path, 'data'], `${type} needs the field ${field}`);
  }
};

const required = (spec: ValueSpec, names: Names, path: Path): ((scope: Scope) => string) => {
  const inner = compileValue(spec, names, path);
  return (scope) => {
    const value = inner(scope);
    if (value === undefined) throw badRow(`${called(spec)} is missing`);
    return textOf(value);
  };
};

const timeValue = (spec: ValueSpec, names: Names, path: Path): ((scope: Scope) => string) => {
  const inner = required(spec, names, path);
  return (scope) => {
    const text = inner(scope);
    const time = isoTime(text);
    if (!time) throw badRow(`${called(spec)} is "${text}", which is not a time`);
    return time.toISOString();
  };
};

/** `occurred`, `now`, the name of a column, or any value that is a time. */
const compileRecordedAt = (
  spec: EventSpec,
  envelope: Envelope,
  names: Names,
  path: Path,
): ((scope: Scope, occurred: string) => string | undefined) => {
  const own = spec.recordedAt !== undefined;
  const value = own ? spec.recordedAt : envelope.recordedAt;
  const where = own ? [...path, 'recordedAt'] : envelope.recordedAtPath;
  if (value === 'now') return () => undefined;
  if (value === 'occurred') return (_, occurred) => occurred;
  const column = typeof value === 'string' && !value.includes('{') ? `{${value}}` : value;
  return timeValue(column ?? null, names, where);
};

export const asBadEvent = (error: unknown): BadEvent => {
  if (error instanceof BadEvent) return error;
  throw error;
};
