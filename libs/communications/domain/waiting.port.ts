/** A message that waits, by the firing it came from. */
export interface Waiting {
  readonly firing: string;
  readonly until: Date;
}

/** Remembers what is to be considered again, and when. Losing nothing matters here; saying it twice does not. */
export interface WaitingList {
  /** Durable when it resolves; a later time for the same firing takes the place of the earlier. */
  put(waiting: Waiting): Promise<void>;
  due(now: Date, limit: number): Promise<readonly Waiting[]>;
  /** Takes it off unless it was put again with another time meanwhile. */
  remove(waiting: Waiting): Promise<void>;
}
