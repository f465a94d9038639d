import { type Criterion, type RiskReason, type RiskRule } from '@laurel/contracts';
import { ACTIVITY } from '@laurel/criteria-domain';

/** One reason to be at risk, in the language of criteria. */
export interface Risk {
  readonly reason: RiskReason;
  readonly criterion: Criterion;
}

const activity = { events: [...ACTIVITY], called: 'activity', of: 'enrolment' } as const;

/** The reasons of the default rule that are asked for. */
export const risksOf = ({ neverStarted, silent, failedAssessment, overdueAssessment }: RiskRule): readonly Risk[] => [
  ...(neverStarted
    ? [{ reason: 'neverStarted' as const, criterion: all({ is: 'notPerformed', ...activity }, begun(neverStarted)) }]
    : []),
  ...(silent
    ? [
        {
          reason: 'silent' as const,
          criterion: all(
            { is: 'performed', ...activity },
            { is: 'notPerformed', ...activity, within: silent },
            begun(silent),
          ),
        },
      ]
    : []),
  ...(failedAssessment
    ? [{ reason: 'failedAssessment' as const, criterion: { is: 'assessment', stands: 'failed' } as const }]
    : []),
  ...(overdueAssessment
    ? [{ reason: 'overdueAssessment' as const, criterion: { is: 'assessment', stands: 'overdue' } as const }]
    : []),
];

const all = (...criteria: readonly Criterion[]): Criterion => ({ is: 'and', all: criteria });
const begun = ({ days }: { readonly days: number }): Criterion => ({ is: 'elapsed', since: 'begun', atLeast: days });

/** What loads every fact that one of the reasons rests on. */
export const anyOf = (risks: readonly Risk[]): Criterion => ({
  is: 'or',
  all: risks.map(({ criterion }) => criterion),
});
