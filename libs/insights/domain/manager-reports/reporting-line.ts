/** What was told of somebody who reports to somebody. */
export interface Subordinate {
  readonly learner: string;
  readonly manager: string;
  /** null: not told; likewise the zone. */
  readonly role: string | null;
  readonly timeZone: string | null;
}

/** Who reports to whom at one time. Lists are in the order of the ids. */
export interface ReportingLine {
  /** Everybody who has a direct report. */
  readonly managers: readonly string[];
  directReports(manager: string): readonly string[];
  /** Everybody below `head`, without `head` and without `reader`; each once, also where people report in a circle. */
  below(head: string, reader: string): readonly string[];
  find(learner: string): Subordinate | undefined;
}

/** Who is told to report to themself reports to nobody. */
export const reportingLineOf = (told: readonly Subordinate[]): ReportingLine => {
  const subordinates = new Map(
    told.filter(({ learner, manager }) => learner !== manager).map((one) => [one.learner, one]),
  );
  const reports = new Map<string, string[]>();
  for (const learner of [...subordinates.keys()].sort()) {
    const manager = subordinates.get(learner)?.manager ?? '';
    const known = reports.get(manager);
    if (known) known.push(learner);
    else reports.set(manager, [learner]);
  }
  return {
    managers: [...reports.keys()].sort(),
    directReports: (manager) => reports.get(manager) ?? [],
    below: (head, reader) => belowOf(reports, head, reader),
    find: (learner) => subordinates.get(learner),
  };
};

const belowOf = (reports: ReadonlyMap<string, readonly string[]>, head: string, reader: string): readonly string[] => {
  const seen = new Set([head, reader]);
  const below: string[] = [];
  for (let next = reports.get(head) ?? []; next.length > 0;) {
    const fresh = next.filter((one) => !seen.has(one));
    for (const one of fresh) seen.add(one);
    below.push(...fresh);
    next = fresh.flatMap((one) => reports.get(one) ?? []);
  }
  return below.sort();
};
