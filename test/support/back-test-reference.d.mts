export interface ToldFact {
  readonly learner: string;
  readonly type: 'Enrolled' | 'ContentViewed' | 'AssessmentSubmitted' | 'Withdrawn' | 'CourseCompleted';
  readonly at: number;
  readonly told: number;
  readonly passed?: boolean;
}
export const backTestByHand: (
  facts: readonly ToldFact[],
  of: { readonly rule: 'silent' | 'failed'; readonly days: number; readonly asOf: number; readonly runEnd: number },
) => {
  readonly [count: string]: unknown;
  readonly byLot: number;
};
