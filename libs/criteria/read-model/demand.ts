import {
  type Criterion,
  type EventMatch,
  type LearnerCriterion,
  type LearnerLeaf,
  type Leaf,
  type Population,
} from '@laurel/contracts';
import { asFacts, leavesOf, type Named, segmentKey } from '@laurel/criteria-domain';

/** What has to be loaded about enrolments or people before a criterion can be evaluated. */
export interface Demand {
  readonly events: readonly EventMatch[];
  readonly assessments: boolean;
  /** The person beside each enrolment. */
  readonly person: boolean;
  /** All enrolments of each person. */
  readonly enrolments: boolean;
}

const NOTHING: Demand = { events: [], assessments: false, person: false, enrolments: false };

const together = (demands: readonly Demand[]): Demand => ({
  events: demands.flatMap(({ events }) => events),
  assessments: demands.some(({ assessments }) => assessments),
  person: demands.some(({ person }) => person),
  enrolments: demands.some(({ enrolments }) => enrolments),
});

export const demandOf = (criterion: Criterion, named: Named): Demand =>
  together(leavesOf<Leaf>(criterion).map((leaf) => ofLeaf(leaf, named)));

export const demandOfLearner = (criterion: LearnerCriterion, named: Named): Demand =>
  together(leavesOf<LearnerLeaf>(criterion).map((leaf) => ofLearnerLeaf(leaf, named)));

const ofLeaf = (leaf: Leaf, named: Named): Demand => {
  if (leaf.is === 'learner') return { ...demandOfLearner(leaf.meets, named), person: true };
  return { ...NOTHING, assessments: leaf.is === 'assessment', events: eventsOf(leaf) };
};

const ofLearnerLeaf = (leaf: LearnerLeaf, named: Named): Demand => {
  switch (leaf.is) {
    case 'has':
      return { ...(leaf.meets ? demandOf(leaf.meets, named) : NOTHING), enrolments: true };
    case 'segment':
      return demandOfSegment(named.segments.get(segmentKey(leaf))?.population, named);
    case 'message':
      return { ...NOTHING, events: eventsOf(asFacts(leaf)) };
    case 'funnel':
      return NOTHING;
    default:
      return { ...NOTHING, events: eventsOf(leaf) };
  }
};

const demandOfSegment = (population: Population | undefined, named: Named): Demand => {
  if (!population) return NOTHING;
  return population.about === 'learner'
    ? demandOfLearner(population.criterion, named)
    : { ...demandOf(population.criterion, named), enrolments: true };
};

/** The events that a leaf looks at, with those that its windows hang on. */
const eventsOf = (
  leaf: Exclude<Leaf, { is: 'learner' }> | Exclude<LearnerLeaf, { is: 'has' | 'segment' | 'message' | 'funnel' }>,
): readonly EventMatch[] => [
  ...('events' in leaf ? leaf.events : []),
  ...('near' in leaf && leaf.near ? [leaf.near.fact] : []),
  ...('since' in leaf && typeof leaf.since === 'object' ? [leaf.since.fact] : []),
];
