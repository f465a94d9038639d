import fc from 'fast-check';
import { curveQuantile } from './curve-quantiles.ts';
import { kaplanMeier, survivalAt } from './kaplan-meier.ts';
import { atRiskAt, type ExitEvent, lifeTable } from './life-table.ts';
import { restrictedMean } from './restricted-mean.ts';

/** One learner, whom the product never sees. */
interface Person {
  readonly entry: number;
  readonly exit: number;
  readonly event: ExitEvent;
}

const person = fc
  .record({
    entry: fc.integer({ min: -5, max: 8 }),
    stay: fc.integer({ min: 1, max: 9 }),
    event: fc.constantFrom<ExitEvent>('dropout', 'completion', 'censored'),
  })
  .map(({ entry, stay, event }): Person => ({ entry, exit: entry + stay, event }));
const people = fc.array(person, { minLength: 1, maxLength: 25 });

const exitsOf = (list: readonly Person[]) => list.map(({ exit, event }) => ({ time: exit, event, count: 1 }));
const tableOf = (list: readonly Person[]) =>
  lifeTable(
    exitsOf(list),
    list.map(({ entry }) => ({ time: entry, count: 1 })),
  );
const LOG_LOG = { level: 0.95, transform: 'log-log' } as const;

it('has those at risk whom a count of every learner finds', () =>
  fc.assert(
    fc.property(people, (list) => {
      const table = tableOf(list);
      for (let time = -6; time <= 18; time++)
        expect(atRiskAt(table, time)).toBe(list.filter(({ entry, exit }) => entry < time && time <= exit).length);
    }),
  ));

it('has the survival that following every learner gives, with delayed entry', () =>
  fc.assert(
    fc.property(people, (list) => {
      const table = tableOf(list);
      const curve = kaplanMeier(table, LOG_LOG);
      let survival = 1;
      for (let time = -6; time <= 18; time++) {
        const atRisk = list.filter(({ entry, exit }) => entry < time && time <= exit);
        const leaving = atRisk.filter(({ exit, event }) => exit === time && event === 'dropout');
        if (atRisk.length > 0) survival *= 1 - leaving.length / atRisk.length;
        expect(survivalAt(curve, table, time).survival).toBeCloseTo(survival, 12);
      }
    }),
  ));

it('is the empirical distribution where nobody is censored', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 40 }), (times) => {
      const table = lifeTable(times.map((time) => ({ time, event: 'dropout', count: 1 })));
      const curve = kaplanMeier(table, LOG_LOG);
      for (const point of curve) {
        const stay = times.filter((time) => time > point.time).length / times.length;
        expect(point.survival).toBeCloseTo(stay, 12);
        // Greenwood's error is then the binomial one.
        if (stay > 0) expect(point.standardError).toBeCloseTo(Math.sqrt((stay * (1 - stay)) / times.length), 12);
      }
      const mean = times.reduce((sum, time) => sum + Math.min(time, 12), 0) / times.length;
      expect(restrictedMean(curve, 12).mean).toBeCloseTo(mean, 10);
    }),
  ));

it('does not depend on how the counts are told', () =>
  fc.assert(
    fc.property(people, fc.integer({ min: 1, max: 5 }), (list, times) => {
      const entries = list.map(({ entry }) => ({ time: entry, count: times }));
      const together = lifeTable(
        exitsOf(list).map((exit) => ({ ...exit, count: times })),
        entries,
      );
      const apart = Array.from({ length: times }, () => [...exitsOf(list)].reverse()).flat();
      expect(lifeTable(apart, entries.reverse())).toEqual(together);
    }),
  ));

it('lets dropouts come before censorings of the same time', () => {
  const table = lifeTable([
    { time: 3, event: 'censored', count: 1 },
    { time: 3, event: 'dropout', count: 1 },
  ]);
  expect(kaplanMeier(table, LOG_LOG)).toMatchObject([{ time: 3, atRisk: 2, events: 1, censored: 1, survival: 0.5 }]);
});

it('says no limits and no error where nobody is left, and no median that is never reached', () => {
  const table = lifeTable([
    { time: 1, event: 'dropout', count: 1 },
    { time: 2, event: 'dropout', count: 2 },
  ]);
  expect(kaplanMeier(table, LOG_LOG).at(-1)).toMatchObject({ survival: 0, standardError: null, lower: null });
  const staying = lifeTable([
    { time: 1, event: 'dropout', count: 1 },
    { time: 2, event: 'censored', count: 2 },
  ]);
  expect(curveQuantile(kaplanMeier(staying, LOG_LOG), 0.5).time).toBeNull();
  expect(kaplanMeier([], LOG_LOG)).toEqual([]);
});

it('throws where someone enters no earlier than they leave, or never leaves', () => {
  expect(() => lifeTable([{ time: 3, event: 'dropout', count: 1 }], [{ time: 3, count: 1 }])).toThrow(
    '1 leave at 3, where only 0 are at risk',
  );
  expect(() => lifeTable([], [{ time: 3, count: 2 }])).toThrow('2 more enter observation than leave it');
});
