/** Where a path stands, derived from its decisions. */
export interface ListedPath {
  readonly programme: string;
  readonly learner: string;
  readonly programmeVersion: number;
  /** The completions so far. */
  readonly completions: number;
  /** The latest completion stands. */
  readonly isComplete: boolean;
  readonly begunAt: Date;
}

/** Answers from what was decided before it was asked. */
export interface PathList {
  /** By learner, behind `after`. */
  page(of: {
    readonly programme: string;
    readonly after: string;
    readonly limit: number;
  }): Promise<readonly ListedPath[]>;
  ofLearner(learner: string): Promise<readonly ListedPath[]>;
  counts(programme: string): Promise<{ readonly begun: number; readonly complete: number }>;
}
