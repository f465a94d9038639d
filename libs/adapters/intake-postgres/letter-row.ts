import { type NewDeadLetter } from '@laurel/contracts';
import { type DeadLetter, type LetterState, type LetterStep, type ListedLetter } from '@laurel/intake-domain';

interface NamesRow {
  readonly id: string;
  readonly entrance: NewDeadLetter['entrance'];
  readonly code: NewDeadLetter['code'];
  readonly reason: string;
  readonly field: string | null;
  readonly source: string | null;
  readonly event_id: string | null;
  readonly subject: string | null;
  readonly place: string | null;
  readonly kept_at: Date;
}
export type ListedRow = NamesRow & { readonly state: LetterState; readonly bytes: number };
export type LetterRow = NamesRow & { readonly original: Buffer };

export interface StepRow {
  readonly step: LetterStep['step'];
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
  readonly corrected: Buffer | null;
}

const namesOf = (row: NamesRow) => ({
  id: row.id,
  entrance: row.entrance,
  code: row.code,
  reason: row.reason,
  field: row.field ?? undefined,
  source: row.source ?? undefined,
  eventId: row.event_id ?? undefined,
  subject: row.subject ?? undefined,
  place: row.place ?? undefined,
  keptAt: row.kept_at,
});

export const listedOf = (row: ListedRow): ListedLetter => ({ ...namesOf(row), state: row.state, bytes: row.bytes });

export const letterOf = (row: LetterRow, steps: readonly StepRow[]): DeadLetter => ({
  ...namesOf(row),
  original: row.original,
  history: steps.map(stepOf),
});

const stepOf = ({ step, at, by, reason, corrected }: StepRow): LetterStep => {
  const tried = corrected === null ? {} : { corrected };
  switch (step) {
    case 'redriven':
      return { step, at, by, ...tried };
    case 'refused':
      return { step, at, by, reason: reason ?? '', ...tried };
    case 'discarded':
      return { step, at, by, reason: reason ?? '' };
  }
};
