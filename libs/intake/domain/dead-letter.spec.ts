import { BadEvent, Refused } from '@laurel/kernel';
import { type DeadLetter, decideLetter, type LetterCommand, type LetterStep, stateOf } from './dead-letter.ts';
import { letterOf } from './read-item.ts';

const now = new Date('2026-03-01T00:00:00Z');
const good = {
  specversion: '1.0',
  id: 'e1',
  source: 'https://lms.example/',
  type: 'learning.Enrolled',
  time: '2026-02-01T09:00:00Z',
  subject: 'learner-17',
  data: { course: 'consulting' },
};
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const letter = (original: unknown, more: Partial<DeadLetter> = {}): DeadLetter => ({
  ...letterOf(bytes(original), new BadEvent('event.schema', 'wrong', 'data.course'), 'http'),
  id: 'l1',
  keptAt: now,
  history: [],
  ...more,
});
const redrive = (corrected?: unknown, mayBackfill = false): LetterCommand => ({
  type: 'Redrive',
  by: 'k1',
  now,
  mayBackfill,
  ...(corrected === undefined ? {} : { corrected: bytes(corrected) }),
});
const given = (told: DeadLetter, ...steps: LetterStep[]) => ({
  when: (command: LetterCommand) => ({
    then: (expected: unknown) =>
      expect(decideLetter({ ...told, history: [...told.history, ...steps] }, command)).toMatchObject(
        expected as object,
      ),
    thenRefused: (code: string) => {
      const deciding = () => decideLetter({ ...told, history: steps }, command);
      expect(deciding).toThrow(Refused);
      expect(deciding).toThrow(expect.objectContaining({ code }));
    },
  }),
});
const wrong = { ...good, data: { course: 7 } };

it('remembers what could be read of a refused item', () =>
  expect(letter(wrong)).toMatchObject({ source: 'https://lms.example/', eventId: 'e1', subject: 'learner-17' }));

it('takes a letter that can be read by now, byte for byte', () =>
  given(letter(good))
    .when(redrive())
    .then({ step: { step: 'redriven', by: 'k1', at: now }, message: { key: 'learner-17', value: bytes(good) } }));

it('says why a letter still is not taken, and lets it wait', () => {
  given(letter(wrong))
    .when(redrive())
    .then({ step: { step: 'refused' }, bad: { code: 'event.schema', field: 'data.course' } });
  expect(stateOf([{ step: 'refused' }])).toBe('waiting');
});

it('takes a corrected event and remembers the correction', () =>
  given(letter(wrong), { step: 'refused', at: now, by: 'k1', reason: 'still' })
    .when(redrive(good))
    .then({ step: { step: 'redriven', corrected: bytes(good) }, message: { value: bytes(good) } }));

it('gives nobody by a redrive what their key may not say', () => {
  const history = { ...good, recordedtime: '2026-02-01T09:00:00Z' };
  given(letter(history))
    .when(redrive())
    .then({ bad: { code: 'event.scope' } });
  given(letter(history))
    .when(redrive(undefined, true))
    .then({ step: { step: 'redriven' } });
});

it('needs the event that a row should have become', () => {
  const row = letter('17;consulting;never', { entrance: 'csv', code: 'event.row' });
  given(row).when(redrive()).thenRefused('dead-letter.row');
  given(row)
    .when(redrive(good))
    .then({ step: { step: 'redriven' } });
});

it('needs another identity for an event in conflict', () => {
  const conflict = letter(good, { code: 'event.conflict' });
  given(conflict).when(redrive()).thenRefused('dead-letter.conflict');
  given(conflict)
    .when(redrive({ ...good, data: { course: 'other' } }))
    .then({ bad: { code: 'event.conflict' } });
  given(conflict)
    .when(redrive({ ...good, id: 'e2' }))
    .then({ step: { step: 'redriven' } });
});

it('discards with the reason', () =>
  given(letter(wrong))
    .when({ type: 'Discard', by: 'k1', now, reason: 'a test of theirs' })
    .then({ step: { step: 'discarded', at: now, by: 'k1', reason: 'a test of theirs' } }));

it('does nothing more with a letter that was redriven or discarded', () => {
  given(letter(good), { step: 'redriven', at: now, by: 'k1' }).when(redrive()).thenRefused('dead-letter.redriven');
  given(letter(good), { step: 'discarded', at: now, by: 'k1', reason: 'x' })
    .when({ type: 'Discard', by: 'k1', now, reason: 'x' })
    .thenRefused('dead-letter.discarded');
});
