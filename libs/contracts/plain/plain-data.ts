import { dataschemaOf } from '../learning/cloud-event.ts';
import { FeedbackGiven, learningEvents, Voided } from '../learning/learning-events.ts';
import { type ByteBuilder } from './byte-builder.ts';
import { type JsonCursor } from './json-cursor.ts';
import { objectShapeOf } from './shape-of.ts';
import { type ObjectShape, Scalar, type Shape, type Span, word } from './shapes.ts';

const NOTHING: Span = { start: 0, end: 0 };

/** The data of one type of event, in its newest version. */
export class PlainData {
  readonly course: () => Span;
  readonly run: () => Span;
  readonly registration: () => Span;
  readonly dataschema: string;

  constructor(
    readonly type: string,
    readonly version: number,
    readonly shape: ObjectShape,
  ) {
    this.dataschema = dataschemaOf(type, version);
    this.course = placeOf(shape, 'course');
    this.run = placeOf(shape, 'run');
    this.registration = placeOf(shape, 'registration');
  }
}

/** Where the text of a member is, in the object that was read last. */
const placeOf = (data: ObjectShape, name: string): (() => Span) => {
  const shape = data.shapeOf(name);
  const isThere = data.isThere(name);
  return shape instanceof Scalar ? () => (isThere() ? shape : NOTHING) : () => NOTHING;
};

/** A void is held against its source, and a comment does not become a fact: both are rare, and read the long way. */
const READ_THE_LONG_WAY: ReadonlySet<string> = new Set([Voided.type, FeedbackGiven.type]);

export const plainTypes: readonly PlainData[] = learningEvents.flatMap(({ type, version, schema }) => {
  const data = READ_THE_LONG_WAY.has(type) ? undefined : objectShapeOf(schema);
  return data ? [new PlainData(type, version, data)] : [];
});

/** Data of the type that was read before. Where the type comes behind it, the data is passed over and read then. */
export class DataShape implements Shape {
  readonly type = new Scalar(word(plainTypes.map(({ type }) => type)));
  private skippedAt = -1;

  forget(): void {
    this.skippedAt = -1;
    this.type.value = Number.NaN;
  }

  /** Undefined until the type was read. */
  known(): PlainData | undefined {
    return plainTypes[this.type.value];
  }

  read(json: JsonCursor): boolean {
    const known = this.known();
    if (known) return known.shape.read(json);
    this.skippedAt = json.at;
    return json.any();
  }

  readSkipped(json: JsonCursor): boolean {
    if (this.skippedAt < 0) return true;
    json.at = this.skippedAt;
    return this.known()?.shape.read(json) ?? false;
  }

  write(json: JsonCursor, into: ByteBuilder): void {
    this.known()?.shape.write(json, into);
  }
}
