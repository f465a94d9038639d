/** What is kept of a question in one version. */
export interface SavedContent {
  readonly name: string;
  /** The question's own name: funnel, course-overview. */
  readonly question: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly description: string | null;
}

export interface SavedVersion extends SavedContent {
  /** Counts from 1. */
  readonly version: number;
  readonly savedAt: Date;
  /** Id of the key. */
  readonly savedBy: string;
}

export interface SavedQuestion extends SavedVersion {
  readonly id: string;
  readonly archivedAt: Date | null;
}

/** A version is made by somebody at some time. */
export interface Saving {
  readonly id: string;
  readonly content: SavedContent;
  readonly at: Date;
  readonly by: string;
}

/** Saved questions; no version is ever changed. Everything is durable when it resolves. */
export interface SavedQuestions {
  /** As version 1. */
  save(saving: Saving): Promise<SavedQuestion>;
  /** Behind the expected version, and only if that is the latest and nothing is archived. undefined: there is no such question. */
  change(saving: Saving, expected: number): Promise<SavedQuestion | 'stale' | 'archived' | undefined>;
  /** True where there is such a question; one that is archived stays so. */
  archive(id: string, at: Date): Promise<boolean>;
  /** In its latest version, or in one that is named. */
  find(id: string, version?: number): Promise<SavedQuestion | undefined>;
  /** Newest first; none where there is no such question. */
  versions(id: string): Promise<readonly SavedVersion[]>;
  /** In their latest versions, the newest question first, behind `after`. */
  list(page: {
    readonly archived: boolean;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<readonly SavedQuestion[]>;
}
