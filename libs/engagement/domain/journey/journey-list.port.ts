/** A journey that shall be looked at. */
export interface DueJourney {
  readonly campaign: string;
  readonly learner: string;
  /** The version that the person entered. */
  readonly version: number;
  readonly startsAt: Date;
  /** A fact about the person came in then. */
  readonly wokenAt: Date | undefined;
}

/** Where the journeys of a campaign are, counted. */
export interface JourneyCount {
  readonly version: number;
  readonly arm: 'treated' | 'holdout' | null;
  readonly wave: number | null;
  readonly is: 'inside' | 'ended' | 'kept-out';
  /** On which step, or why it ended or was not entered. */
  readonly at: string | null;
  readonly people: number;
}

/** Where the journey of one person is. */
export interface KnownJourney {
  readonly is: JourneyCount['is'];
  readonly arm: JourneyCount['arm'];
  readonly version: number;
  readonly entry: number;
  /** On which step, or why it ended or was not entered. */
  readonly at: string | null;
  readonly dueAt: Date | null;
}

/** Messages of a campaign that fell due, and those whose turn comes. */
export interface PaceSoFar {
  /** From the hour that was asked for on. */
  readonly thisHour: number;
  /** By the beginning of their hour, as milliseconds. */
  readonly reserved: ReadonlyMap<number, number>;
}

/**
 * What is due when, derived from the decisions alone: a timer that follows from history cannot be lost, and the list can be
 * made anew at any time. Only the waking by facts is not in the history, and a journey made anew is looked at once.
 */
export interface JourneyList {
  /** Takes in what was decided since, exactly once; resolves when nothing is left that is visible. */
  catchUp(): Promise<void>;
  /** Those whose time has come, or who were woken; the longest due first. */
  due(campaign: string, now: Date, limit: number): Promise<readonly DueJourney[]>;
  /** Whether any journey could be woken. */
  anybodyInside(): Promise<boolean>;
  /** A fact came in about these people: their journeys shall be looked at. Resolves with how many there are. */
  wake(learners: readonly string[], at: Date): Promise<number>;
  /** All that are inside shall be looked at. */
  wakeAll(campaign: string, at: Date): Promise<void>;
  /** They were looked at, and nothing followed; who was woken again meanwhile stays awake. */
  sleep(journeys: readonly DueJourney[]): Promise<void>;
  /** Those of these people who were decided about. */
  known(campaign: string, learners: readonly string[]): Promise<ReadonlyMap<string, KnownJourney>>;
  /** Which of these people are inside another campaign. */
  insideOthers(campaign: string, learners: readonly string[]): Promise<ReadonlyMap<string, string>>;
  pace(campaign: string, hour: Date): Promise<PaceSoFar>;
  /** Messages that fell due since the campaign began. */
  messages(campaign: string): Promise<number>;
  /** Of these, taken by the channel. */
  sent(campaign: string): Promise<number>;
  counts(campaign: string): Promise<readonly JourneyCount[]>;
  /** People who were decided about, in the order of bytes, behind `after`. */
  learners(campaign: string, page: { readonly after: string; readonly limit: number }): Promise<readonly string[]>;
  /** Runs the work if nobody else does, and says whether it did. Lost with the process that held it. */
  alone(work: () => Promise<void>): Promise<boolean>;
}
