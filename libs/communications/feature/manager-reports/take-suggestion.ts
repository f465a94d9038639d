import { type Suggestion, SuggestionTaken, type TakenSuggestion, type TeamReportOf } from '@laurel/contracts';
import { type Cause, Conflict, type EventStore } from '@laurel/kernel';
import { type TeamPorts } from './team-ports.ts';

export interface TakingPorts extends TeamPorts {
  readonly store: Pick<EventStore, 'append'>;
}

/** `gone`: what it rests on is no longer so. `before`: it was taken already; nothing is sent twice. */
export type Taken =
  { readonly is: 'taken' } | { readonly is: 'before' } | { readonly is: 'gone'; readonly why: string };

/** A suggestion of a report, which is made anew and so is the same; undefined: the report has no such number. */
export const suggestionOf = async (
  { teamReports }: TeamPorts,
  of: TeamReportOf,
  number: number,
): Promise<Suggestion | undefined> =>
  (await teamReports.read(of)).report.suggestions.find((one) => one.number === number);

/** Decides it, once for a report's day, if it still holds. Whether the person is written to then is for courtesy to say. */
export const takeSuggestion = async (
  { store, teamReports }: TakingPorts,
  { manager, asOf, settings }: TeamReportOf,
  { suggestion, cause }: { readonly suggestion: Suggestion; readonly cause: Cause },
): Promise<Taken> => {
  const { kind, learner, course, run, registration, title, because } = suggestion;
  const place = [manager, asOf.slice(0, 10), kind, learner, course, run, registration];
  const taken: TakenSuggestion = {
    firing: ['suggestion', ...place.map(encodeURIComponent)].join('/'),
    ...{ manager, kind, learner, course, run, registration, asOf, settings },
    courseTitle: title,
    because: [{ text: `your manager saw in the weekly report: ${because}`, facts: [] }],
  };
  const gate = await teamReports.stillHolds(taken);
  if (gate.is !== 'go') return { is: 'gone', why: gate.why };
  try {
    await store.append(`firing-${taken.firing}`, 0, [SuggestionTaken.of(taken)], cause);
    return { is: 'taken' };
  } catch (error) {
    if (error instanceof Conflict) return { is: 'before' };
    throw error;
  }
};
