import { type FunnelCriterion, type Population, type SegmentCriterion } from '@laurel/contracts';
import { type Enrolment, type Fact } from './enrolment.ts';

/** One version of a segment, as criteria look at it. */
export interface SegmentDefinition {
  readonly segment: string;
  readonly version: number;
  readonly title: string;
  readonly population: Population;
  /** Of a fixed segment; a live one is whoever belongs to the population when it is looked at. */
  readonly members?: ReadonlySet<string> | undefined;
}

/** What a criterion names without saying it. */
export interface Named {
  /** By `segmentKey`. */
  readonly segments: ReadonlyMap<string, SegmentDefinition>;
  /** The learners behind a figure at the time of the look, by `figureKey`. */
  readonly figures: ReadonlyMap<string, ReadonlySet<string>>;
}

export const NOTHING_NAMED: Named = { segments: new Map(), figures: new Map() };

export const segmentKey = ({ segment, version }: Pick<SegmentCriterion, 'segment' | 'version'>): string =>
  version === undefined ? segment : `${segment}@${version}`;
export const figureKey = ({ people }: FunnelCriterion): string => JSON.stringify(people);

/** One person, with the facts that criteria ask about: the counted ones that happened by then, in order of time. */
export interface Learner {
  readonly learner: string;
  /** About any course or none. */
  readonly facts: readonly Fact[];
  /** Loaded where a criterion asks for them. */
  readonly enrolments: readonly Enrolment[];
  readonly named: Named;
}
