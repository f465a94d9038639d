import { learningEvents, type LearningEventType } from '@laurel/contracts';
import { encodeFacts, type Fact, factOf, type ToldEvent, type Warehouse } from '@laurel/insights-read-model';

/** A learning event in a few words; what is not said does not matter to the test. */
export interface FactWords {
  readonly type: LearningEventType;
  readonly at: string;
  readonly data: object;
  readonly learner?: string;
  readonly id?: string;
  readonly source?: string;
  /** When Laurel was told; the time of the event where nothing is said. */
  readonly told?: string;
}

/** The rows of these events, as the projection makes them; ids are their places in the list. */
export const factsOf = (words: readonly FactWords[]): readonly Fact[] =>
  words.map(({ type, at, data, learner = 'l1', id, source = 'lms', told = at }, index) => {
    const definition = learningEvents.find((one) => one.type === type);
    if (!definition) throw new Error(`no event is called ${type}`);
    const event = definition.read({ type, version: 1, data }) as ToldEvent['event'];
    const appendedAt = new Date(told);
    const place = { topic: 'laurel.learning-events.v1', partition: 0, offset: BigInt(index), appendedAt };
    return factOf({ source, id: id ?? `f${index}`, subject: learner, occurredAt: new Date(at), event }, place);
  });

/** One insert, as the projection does it. */
export const insertFacts = (warehouse: Warehouse, facts: readonly Fact[]): Promise<void> =>
  warehouse.insert('facts', 'RowBinary', encodeFacts(facts));

/** Other orders of the same list: backwards, and from the middle out. */
export const ordersOf = <T>(list: readonly T[]): readonly (readonly T[])[] => {
  const middle = Math.floor(list.length / 2);
  return [list, [...list].reverse(), [...list.slice(middle), ...list.slice(0, middle)]];
};
