/** When a body's own addresses were last asked about an endorsement. */
export interface EndorsementLook {
  readonly endorsement: string;
  readonly lookedAt: Date;
  /** When all of it last could be looked at; null: never yet. */
  readonly reachedAt: Date | null;
  /** Since when it cannot be; null: it can. */
  readonly unreachableSince: Date | null;
}

/** Keeps the last look at each endorsement. Losing it loses no decision. */
export interface EndorsementLooks {
  find(endorsement: string): Promise<EndorsementLook | undefined>;
  keep(look: EndorsementLook): Promise<void>;
}

/** What a look leaves behind. */
export const lookAfter = (
  before: EndorsementLook | undefined,
  { endorsement, reached, now }: { readonly endorsement: string; readonly reached: boolean; readonly now: Date },
): EndorsementLook => ({
  endorsement,
  lookedAt: now,
  reachedAt: reached ? now : (before?.reachedAt ?? null),
  unreachableSince: reached ? null : (before?.unreachableSince ?? now),
});
