import { type Attribute, type CoxOutcome } from '@laurel/statistics';

/** A factor as its rows have it: a number, or the place of its level from 1, 0 being "nothing was told". */
export type CodedFactor =
  | { readonly kind: 'number'; readonly name: string }
  | {
      readonly kind: 'category';
      readonly name: string;
      readonly reference: number;
      readonly missing: 'leave-out' | 'own-level';
    };

export interface RowLayout {
  readonly factors: readonly CodedFactor[];
  /** Some are not at risk from the beginning. */
  readonly late: boolean;
  readonly stratified: boolean;
  /** Each array of rows is of one learner. */
  readonly clustered: boolean;
}

/** What a level is called in the regression, whatever its value: in the order of the levels. */
export const levelCode = (place: number): string => String(place).padStart(3, '0');
export const NOT_TOLD = levelCode(0);

const START = 8 + 8 + 1 + 4 + 2;

/** Bytes of one row. */
export const rowBytes = ({ factors }: Pick<RowLayout, 'factors'>): number =>
  START + factors.reduce((sum, { kind }) => sum + (kind === 'number' ? 8 : 1), 0);

/** Reads what `streamRows` asks for: arrays of rows in RowBinary. */
export const readCodedRows = (
  bytes: Uint8Array,
  layout: RowLayout,
): { readonly outcome: CoxOutcome; readonly attributes: readonly Attribute[] } => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { places, clusters } = placesOf(view, rowBytes(layout));
  const reals = (offset: number): Float64Array => Float64Array.from(places, (at) => view.getFloat64(at + offset, true));
  const outcome: CoxOutcome = {
    exit: reals(8),
    event: Uint8Array.from(places, (at) => view.getUint8(at + 16)),
    count: Float64Array.from(places, (at) => view.getUint32(at + 17, true)),
    ...(layout.late ? { entry: reals(0) } : {}),
    ...(layout.stratified ? { stratum: places.map((at) => view.getUint16(at + 21, true)) } : {}),
    ...(layout.clustered ? { cluster: clusters } : {}),
  };
  let offset = START;
  const attributes = layout.factors.map((factor): Attribute => {
    const from = offset;
    offset += factor.kind === 'number' ? 8 : 1;
    return factor.kind === 'number' ? numbers(factor.name, reals(from)) : levels(factor, view, places, from);
  });
  return { outcome, attributes };
};

/** Where each row begins, and the number of its array. */
const placesOf = (view: DataView, size: number): { readonly places: Int32Array; readonly clusters: Int32Array } => {
  const most = Math.floor(view.byteLength / size);
  const [places, clusters] = [new Int32Array(most), new Int32Array(most)];
  let [rows, at] = [0, 0];
  for (let cluster = 0; at < view.byteLength; cluster++) {
    const array = varint(view, at);
    at = array.next;
    for (let left = array.value; left > 0; left--, at += size) {
      places[rows] = at;
      clusters[rows++] = cluster;
    }
  }
  if (at !== view.byteLength) throw new Error('the answer of the engine was cut');
  return { places: places.slice(0, rows), clusters: clusters.slice(0, rows) };
};

const varint = (view: DataView, from: number): { readonly value: number; readonly next: number } => {
  let [value, at] = [0, from];
  for (let scale = 1; ; scale *= 128) {
    const byte = view.getUint8(at++);
    value += (byte & 127) * scale;
    if (byte < 128) return { value, next: at };
  }
};

const numbers = (name: string, values: Float64Array): Attribute => ({
  kind: 'numeric',
  name,
  values: values.some(Number.isNaN) ? Array.from(values, (value) => (Number.isNaN(value) ? null : value)) : values,
});

const levels = (
  { name, reference, missing }: Extract<CodedFactor, { kind: 'category' }>,
  view: DataView,
  places: Int32Array,
  offset: number,
): Attribute => {
  const codes = Array.from({ length: 256 }, (_, place) => (place === 0 ? null : levelCode(place)));
  const values = Array.from(places, (at) => codes[view.getUint8(at + offset)] ?? null);
  return {
    kind: 'categorical',
    name,
    values,
    reference: levelCode(reference),
    ...(missing === 'own-level' ? { missingAs: NOT_TOLD } : {}),
  };
};
