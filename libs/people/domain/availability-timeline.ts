import { type Absence } from './people.port.ts';

/** From `at` on, until the next, the person is away or here. Facts say no more of the kind: not, for one, who is ill. */
export interface Turn {
  readonly at: Date;
  readonly value: 'leave' | 'travelling' | 'here';
}

/** When somebody goes and comes back, oldest first; absences that meet or overlap are one, of the kind of the first. */
export const turnsOf = (absences: readonly Absence[]): readonly Turn[] => {
  const away: { from: Date; until: Date; kind: string }[] = [];
  for (const one of [...absences].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = away.at(-1);
    if (!last || one.from > last.until) away.push({ ...one });
    else if (one.until > last.until) last.until = one.until;
  }
  return away.flatMap(({ from, until, kind }): Turn[] => [
    { at: from, value: kind === 'travel' ? 'travelling' : 'leave' },
    { at: until, value: 'here' },
  ]);
};
