/** A message that waits, by the firing it came from. */
export interface Waiting {
  readonly firing: string;
  readonly until: Date;
}

/** Remembers what is to be considered again, and when. Losing nothing matters here; saying it twice does not. */
export interface WaitingList {
  /** Durable when it resolves; a later time for the same firing takes the place of the earlier. */
  put(waiting: Waiting): Promise<void>;
  /**
   * What is due first, for the caller alone: no other process gets it before `done`, or before the minutes are over in
   * which whoever took it must have died.
   */
  take(now: Date): Promise<Waiting | undefined>;
  /** Takes it off unless it was put again with another time meanwhile; then anybody may take it when that comes. */
  done(waiting: Waiting): Promise<void>;
}
