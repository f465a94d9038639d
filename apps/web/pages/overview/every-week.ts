interface Week {
  /** Its Monday: `2026-03-02`. */
  readonly week: string;
  readonly enrolments: number;
}

const WEEK_MS = 7 * 86_400_000;

/** A week without enrolments is a week with none: on an axis of time it keeps its place. */
export const everyWeek = (told: readonly Week[]): readonly Week[] => {
  const byWeek = new Map(told.map(({ week, enrolments }) => [week, enrolments]));
  const sorted = [...byWeek.keys()].sort();
  const first = sorted.at(0);
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const weeks: Week[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += WEEK_MS) {
    const week = new Date(at).toISOString().slice(0, 10);
    weeks.push({ week, enrolments: byWeek.get(week) ?? 0 });
  }
  return weeks;
};
