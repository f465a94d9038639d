import { FIRST_VERSION } from '../learning/cloud-event.ts';
import { isTimeOfEvent, MAX_EVENT_BYTES } from '../learning/read-learning-event.ts';
import { type ByteBuilder } from './byte-builder.ts';
import { instant } from './instant.ts';
import { JsonCursor } from './json-cursor.ts';
import { DataShape, type PlainData, plainTypes } from './plain-data.ts';
import { type Member, ObjectShape, Scalar, type Shape, type Span, text, word } from './shapes.ts';

/**
 * An event whose JSON is plain: no escape in its strings, every member once, in the newest version of its type. That is
 * what most senders write, and it is read without making strings or objects of it, several times as fast.
 */
export interface PlainEvent {
  readonly bytes: Uint8Array;
  /** Pieces of the bytes; empty where the event states none. */
  readonly source: Span;
  readonly id: Span;
  readonly type: Span;
  readonly subject: Span;
  readonly course: Span;
  readonly run: Span;
  readonly registration: Span;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  readonly knownAt: number | undefined;
  /** Writes the data as canonical JSON. */
  writeData(into: ByteBuilder): void;
}

/**
 * The short way through `readLearningEvent`: what it reads, that function reads too, and the same. Undefined says nothing
 * about an event but that it is not plain. The answer holds until the next call.
 */
export const readPlainEvent = (bytes: Uint8Array, now: Date): PlainEvent | undefined =>
  reader.read(bytes, now) ? reader : undefined;

export const textAt = (bytes: Uint8Array, { start, end }: Span): string => decoder.decode(bytes.subarray(start, end));

const decoder = new TextDecoder('utf-8', { fatal: true });
/** As in the schema of CloudEvents. */
const name = text(1, 512);

class PlainReader implements PlainEvent {
  private readonly json = new JsonCursor();
  readonly source = new Scalar(name);
  readonly id = new Scalar(name);
  readonly subject = new Scalar(name);
  private readonly data = new DataShape();
  readonly type = this.data.type;
  private readonly time = new Scalar(instant);
  private readonly recordedtime = new Scalar(instant);
  private readonly dataschema = new Scalar(word(plainTypes.map(({ dataschema }) => dataschema)));
  private readonly envelope = new ObjectShape(
    [
      required('specversion', new Scalar(word(['1.0']))),
      required('id', this.id),
      required('source', this.source),
      required('type', this.type),
      required('time', this.time),
      required('subject', this.subject),
      optional('dataschema', this.dataschema),
      optional('datacontenttype', new Scalar(word(['application/json']))),
      optional('recordedtime', this.recordedtime),
      required('data', this.data),
    ],
    { others: new Scalar(text(0, Infinity)) },
  );
  private readonly statesVersion = this.envelope.isThere('dataschema');
  private readonly statesKnownAt = this.envelope.isThere('recordedtime');

  course: Span = this.id;
  run: Span = this.id;
  registration: Span = this.id;
  version = FIRST_VERSION;
  occurredAt = 0;
  knownAt: number | undefined;

  get bytes(): Uint8Array {
    return this.json.bytes;
  }

  writeData(into: ByteBuilder): void {
    this.data.write(this.json, into);
  }

  read(bytes: Uint8Array, now: Date): boolean {
    if (!this.hasShape(bytes)) return false;
    const data = this.data.known();
    if (!data || !this.isOfVersion(data) || !this.hasTimes(now)) return false;
    this.course = data.course();
    this.run = data.run();
    this.registration = data.registration();
    this.version = data.version;
    return true;
  }

  private hasShape(bytes: Uint8Array): boolean {
    if (bytes.byteLength > MAX_EVENT_BYTES) return false;
    const { json, data } = this;
    json.open(bytes);
    data.forget();
    return this.envelope.read(json) && json.isAtEnd() && data.readSkipped(json) && this.isUtf8();
  }

  private isOfVersion({ version }: PlainData): boolean {
    return this.statesVersion() ? this.dataschema.value === this.type.value : version === FIRST_VERSION;
  }

  private hasTimes(now: Date): boolean {
    this.occurredAt = this.time.value;
    this.knownAt = this.statesKnownAt() ? this.recordedtime.value : undefined;
    return isTimeOfEvent(this.occurredAt, now) && (this.knownAt === undefined || isTimeOfEvent(this.knownAt, now));
  }

  private isUtf8(): boolean {
    if (this.json.isAscii) return true;
    try {
      decoder.decode(this.json.bytes);
      return true;
    } catch {
      return false;
    }
  }
}

const required = (name: string, shape: Shape): Member => ({ name, shape, isOptional: false });
const optional = (name: string, shape: Shape): Member => ({ name, shape, isOptional: true });

const reader = new PlainReader();
