/** Why a message would not reach somebody now, if it fell due. */
export type Unreachable = 'no-address' | 'suppressed' | 'opted-out' | 'capped';

/** Who of these people a message of that category would not reach, by the channel; communications answers, engagement asks. */
export type ReachOf = (
  learners: readonly string[],
  of: { readonly category: string; readonly channel: string; readonly priority: number },
  at: Date,
) => Promise<ReadonlyMap<string, Unreachable>>;
