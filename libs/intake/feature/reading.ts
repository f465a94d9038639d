import { type ItemVerdict, type NewDeadLetter } from '@laurel/contracts';
import { letterOf, readItem, type Telling } from '@laurel/intake-domain';
import { BadEvent, type LogMessage } from '@laurel/kernel';

/** Items in the order they came, read: what goes to the log, what to the dead letters, and what the answer says. */
export interface ReadChunk {
  readonly items: number;
  readonly messages: readonly LogMessage[];
  readonly letters: readonly NewDeadLetter[];
  readonly verdicts: readonly ItemVerdict[];
}

export interface Reading extends Telling {
  /** Position of the first item in the whole request. */
  readonly first: number;
  /** Name accepted items in the answer too. */
  readonly listsAll: boolean;
}

/** One bad item never fails the others. */
export const readChunk = (items: readonly Uint8Array[], reading: Reading): ReadChunk => {
  const messages: LogMessage[] = [];
  const letters: NewDeadLetter[] = [];
  const verdicts: ItemVerdict[] = [];
  items.forEach((item, at) => {
    const index = reading.first + at;
    try {
      const { id, message } = readItem(item, reading);
      messages.push(message);
      if (reading.listsAll) verdicts.push({ index, id, verdict: 'accepted' });
    } catch (bad) {
      if (!(bad instanceof BadEvent)) throw bad;
      const letter = letterOf(item, bad, 'http');
      letters.push(letter);
      verdicts.push(rejection(index, letter));
    }
  });
  return { items: items.length, messages, letters, verdicts };
};

const rejection = (index: number, { eventId: id, code, field, reason }: NewDeadLetter): ItemVerdict => ({
  index,
  id,
  verdict: 'rejected',
  code,
  field,
  reason,
});
