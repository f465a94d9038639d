import { type ReconciledDay, type ReconciledPartition } from '@laurel/contracts';
import { judge } from './seal.ts';

const day = (more: Partial<ReconciledDay> = {}): ReconciledDay => ({
  ...{ source: 'lms', day: '2026-01-01', told: 10, projected: 10, facts: 9, controls: [] },
  ...more,
});
const partition = (more: Partial<ReconciledPartition> = {}): ReconciledPartition => ({
  ...{ topic: 't', partition: 0, logged: 10, projected: 9, unreadable: 1, missing: [] },
  ...more,
});
const control = (count: number) => ({ controls: [{ type: 'learning.Enrolled', count, facts: 9 }] });
const judged = (days: ReconciledDay[], log = [partition()], lag = 0) => {
  const { seal, sources, differences } = judge({ days, log, lag });
  return [seal.says, sources.map(({ source, says }) => `${source}: ${says}`), differences];
};

it('is complete where every place counts the same, and agrees where the source does too', () => {
  expect(judged([])).toEqual(['Complete inside Laurel', [], []]);
  expect(judged([day()])).toEqual(['Complete inside Laurel', ['lms: Complete inside Laurel'], []]);
  expect(judged([day(control(9))])).toEqual(['Agrees with lms', ['lms: Agrees with lms'], []]);
  // One of two says nothing itself.
  expect(judged([day(control(9)), day({ source: 'b' })])).toEqual([
    'Complete inside Laurel',
    ['b: Complete inside Laurel', 'lms: Agrees with lms'],
    [],
  ]);
});

it('takes more than was told for no difference: a partner on Kafka, or a sender that was cut off', () => {
  expect(judged([day({ told: 0 })])[0]).toBe('Complete inside Laurel');
});

it('says what differs, and where', () => {
  expect(judged([day({ projected: 8 })])).toEqual([
    '1 difference',
    ['lms: 1 difference'],
    ['lms 2026-01-01: 10 records were acknowledged, 8 are in the answers'],
  ]);
  expect(judged([day(control(12)), day({ source: 'b' })])).toEqual([
    '1 difference',
    ['b: Complete inside Laurel', 'lms: 1 difference'],
    ['lms 2026-01-01: the source has 12 of learning.Enrolled, Laurel 9'],
  ]);
  expect(judged([day()], [partition({ logged: 12 })], 1)).toEqual([
    '1 difference',
    ['lms: Complete inside Laurel'],
    ['t/0: 2 records of the log are in no answer and no dead letter'],
  ]);
  expect(judged([], [partition({ logged: 1 })])[2]).toEqual([
    't/0: ClickHouse and the dead letters have 9 records that the log has not',
  ]);
});

it('is behind, and judges nothing, while what is missing may be on its way', () => {
  expect(judged([day({ projected: 8 }), day(control(12))], [partition({ logged: 12 })], 2)).toEqual([
    '2 records are on their way to the answers',
    ['lms: 2 records are on their way to the answers'],
    [],
  ]);
});
