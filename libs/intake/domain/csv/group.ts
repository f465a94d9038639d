import { badRow, called, numberOf, textOf } from './compile-value.ts';
import { type ValueSpec } from './mapping.schema.ts';
import { type Joins, type Json, type Row, Scope, type SlotState, type Value } from './scope.ts';

/** What the rows of a group came to so far. Plain data: it may wait on disk under its key. */
export interface Group {
  /** `file:line` of one of its rows, for the reason of a reject. */
  readonly place: string;
  readonly slots: readonly SlotState[];
}

/** How rows become groups. Adding is commutative and associative, so the order of rows changes nothing. */
export interface GroupPlan {
  /** Text that only the rows of one group share; it holds what they share. */
  keyOf(row: Row): string;
  /** The group of one row. Throws BadEvent when the row cannot be read. */
  begin(scope: Scope, place: string): Group;
  add(one: Group, other: Group): Group;
  scopeOf(key: string, group: Group, joins: Joins): Scope;
}

/** One thing worked out over all rows of a group. */
export interface Slot {
  readonly of: (scope: Scope) => SlotState;
  readonly add: (one: SlotState, other: SlotState) => SlotState;
}

const both = (one: SlotState, other: SlotState): SlotState => {
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  if (typeof one === 'number' || typeof other === 'number') throw new Error('a slot is a number or a list for good');
  return [...one, ...other];
};

/** Whole numbers only: adding fractions would depend on the order of the rows in their last digit. */
export const sumSlot = (value: Value, spec: ValueSpec): Slot => ({
  add: both,
  of: (scope) => {
    const made = value(scope);
    if (made === undefined) return 0;
    const number = numberOf(made, spec);
    if (!Number.isSafeInteger(number)) throw badRow(`${called(spec)} is ${textOf(made)}; $sum adds whole numbers`);
    return number;
  },
});

export const countSlot: Slot = { add: both, of: () => 1 };

export const listSlot = (value: Value): Slot => ({
  add: both,
  of: (scope) => {
    const made = value(scope);
    return made === undefined ? [] : [made];
  },
});

export const groupPlan = (columns: readonly number[], slots: readonly Slot[]): GroupPlan => ({
  keyOf: (row) => JSON.stringify(columns.map((column) => row[column] ?? null)),
  begin: (scope, place) => ({ place, slots: slots.map((slot) => slot.of(scope)) }),
  add: (one, other) => ({
    place: one.place < other.place ? one.place : other.place,
    slots: slots.map((slot, index) => slot.add(one.slots[index] ?? 0, other.slots[index] ?? 0)),
  }),
  scopeOf: (key, group, joins) => {
    const shared: (string | null)[] = JSON.parse(key);
    const row: (string | null)[] = [];
    columns.forEach((column, index) => (row[column] = shared[index] ?? null));
    return new Scope(row, joins, group.slots.map(inOrder));
  },
});

/** By their text, so that a shuffled file tells the same list. */
const inOrder = (slot: SlotState): SlotState => {
  if (typeof slot === 'number') return slot;
  const texts = new Map<Json, string>(slot.map((item) => [item, JSON.stringify(item)]));
  return [...slot].sort((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1));
};
