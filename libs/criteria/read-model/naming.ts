import {
  type Criterion,
  type FunnelCriterion,
  type LearnerCriterion,
  type LearnerLeaf,
  type Leaf,
} from '@laurel/contracts';
import { figureKey, leavesOf, type Named, type SegmentDefinition, segmentKey } from '@laurel/criteria-domain';

/** One version of a segment, the newest where none is named; undefined where there is none. */
export type SegmentDefinitions = (id: string, version: number | undefined) => Promise<SegmentDefinition | undefined>;

/** Whom a criterion may name without saying it. Contexts meet here: engagement keeps segments, insights answers funnels. */
export interface NamedPeople {
  readonly segment: SegmentDefinitions;
  /** The learners behind a figure of a funnel, as known at the time. */
  readonly behindFigure: (figure: FunnelCriterion['people'], at: Date) => Promise<Iterable<string>>;
}

/** A criterion about either. */
export type About =
  | { readonly about: 'enrolment'; readonly criterion: Criterion }
  | { readonly about: 'learner'; readonly criterion: LearnerCriterion };

/** Looks up all that the criterion names, and what that names in turn. Throws where a segment is missing. */
export const namedIn = async (of: About, people: NamedPeople, at: Date): Promise<Named> => {
  const segments = new Map<string, SegmentDefinition>();
  const figures = new Map<string, ReadonlySet<string>>();
  const waiting = [...namingLeaves(of)];
  for (let leaf = waiting.pop(); leaf; leaf = waiting.pop()) {
    if (leaf.is === 'funnel') {
      if (!figures.has(figureKey(leaf)))
        figures.set(figureKey(leaf), new Set(await people.behindFigure(leaf.people, at)));
    } else if (!segments.has(segmentKey(leaf))) {
      const found = await people.segment(leaf.segment, leaf.version);
      if (!found) throw new Error(`there is no segment ${segmentKey(leaf)}`);
      segments.set(segmentKey(leaf), found);
      if (!found.members) waiting.push(...namingLeaves(found.population));
    }
  }
  return { segments, figures };
};

type NamingLeaf = Extract<LearnerLeaf, { readonly is: 'segment' | 'funnel' }>;

/** The leaves that name somebody, however deep they stand. */
export const namingLeaves = (of: About): readonly NamingLeaf[] =>
  of.about === 'learner'
    ? leavesOf<LearnerLeaf>(of.criterion).flatMap((leaf) => {
        if (leaf.is === 'segment' || leaf.is === 'funnel') return [leaf];
        return leaf.is === 'has' && leaf.meets ? namingLeaves({ about: 'enrolment', criterion: leaf.meets }) : [];
      })
    : leavesOf<Leaf>(of.criterion).flatMap((leaf) =>
        leaf.is === 'learner' ? namingLeaves({ about: 'learner', criterion: leaf.meets }) : [],
      );
