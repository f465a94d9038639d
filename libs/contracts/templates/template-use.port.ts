/** A running rule or campaign that writes with a template. */
export interface TemplateUse {
  readonly is: 'rule' | 'campaign';
  readonly id: string;
}

/** Who writes with a template now; asked before it is archived. Engagement answers, communications asks. */
export type UsesOfTemplate = (template: string) => Promise<readonly TemplateUse[]>;

export interface KnownTemplate {
  readonly template: string;
  /** The newest version. */
  readonly version: number;
  readonly isArchived: boolean;
  /** Declared, and without a default: what a message must bring. */
  readonly required: readonly string[];
  /** All that are declared. */
  readonly variables: readonly string[];
}

/** What a rule or campaign may write with; undefined where no template has that id. Communications answers. */
export type FindTemplate = (template: string) => Promise<KnownTemplate | undefined>;
