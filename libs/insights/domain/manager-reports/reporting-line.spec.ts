import { reportingLineOf, type Subordinate } from './reporting-line.ts';

/** The same numbers in every run. */
const picker = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
};

/** Anybody may report to anybody: circles, two who report to each other, themselves, somebody nobody knows. */
const organisation = (seed: number): readonly Subordinate[] => {
  const pick = picker(seed);
  const size = 1 + pick(25);
  return Array.from({ length: size }, (_, n) => ({
    ...{ learner: `p${n}`, manager: `p${pick(pick(3) === 0 ? size + 3 : 1 + pick(4))}`, role: null, timeZone: null },
  }));
};

/** Who is above somebody, by going up until it turns in a circle. */
const above = (told: readonly Subordinate[], learner: string): ReadonlySet<string> => {
  const managerOf = new Map(told.filter((one) => one.manager !== one.learner).map((one) => [one.learner, one.manager]));
  const seen = new Set<string>();
  for (let next = managerOf.get(learner); next !== undefined && !seen.has(next); next = managerOf.get(next))
    seen.add(next);
  return seen;
};

it('knows of each manager the direct reports and who is below, and nobody else, in any organisation', () => {
  let circles = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const told = organisation(seed);
    const line = reportingLineOf(told);
    const direct = (manager: string) =>
      told
        .filter((one) => one.manager === manager && one.learner !== manager)
        .map(({ learner }) => learner)
        .sort();
    const managers = [...new Set(told.map(({ manager }) => manager))].filter((one) => direct(one).length > 0).sort();
    expect(line.managers).toEqual(managers);
    for (const manager of managers) expect(line.directReports(manager)).toEqual(direct(manager));
    const pairs = managers.flatMap((manager) => direct(manager).map((head) => ({ manager, head })));
    for (const { manager, head } of pairs) {
      // Below a head is who has it above without passing the reader on the way.
      const without = told.filter(({ learner }) => learner !== manager);
      const below = without.filter(({ learner }) => learner !== head && above(without, learner).has(head));
      expect(line.below(head, manager)).toEqual(below.map(({ learner }) => learner).sort());
      if (above(told, manager).has(head)) circles += 1;
    }
  }
  expect(circles).toBeGreaterThan(100); // the hard cases were among them
});

it('has nobody report to themself', () => {
  const line = reportingLineOf([{ learner: 'ann', manager: 'ann', role: null, timeZone: null }]);
  expect([line.managers, line.find('ann')]).toEqual([[], undefined]);
});
