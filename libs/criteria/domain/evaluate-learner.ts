import {
  type FunnelCriterion,
  type HasCriterion,
  type LearnerCriterion,
  type LearnerLeaf,
  type SegmentCriterion,
} from '@laurel/contracts';
import { ofElapsed } from './elapsed-leaf.ts';
import { because } from './enrolment.ts';
import { evaluate } from './evaluate.ts';
import { ofAttribute, ofFacts } from './facts-leaf.ts';
import { combine, type Finding, findingOf } from './finding.ts';
import { figureKey, type Learner, segmentKey } from './learner.ts';
import { asFacts } from './messages.ts';
import { figureWords, placeWords } from './place-words.ts';
import { type Surroundings } from './window.ts';

/** Reader 1 of the criteria about people: one person, with reasons. */
export const evaluateLearner = (criterion: LearnerCriterion, learner: Learner, at: Date): Finding =>
  findingOf(criterion, (leaf) => ofLeaf(leaf, learner, at));

const ofLeaf = (leaf: LearnerLeaf, learner: Learner, at: Date): Finding => {
  if ('events' in leaf) return ofFacts(leaf, surroundings(learner, at));
  switch (leaf.is) {
    case 'message':
      return ofFacts(asFacts(leaf), surroundings(learner, at));
    case 'elapsed':
      return ofElapsed(leaf, surroundings(learner, at));
    case 'attribute':
      return ofAttribute(leaf, descriptionsOf(learner));
    case 'has':
      return ofEnrolments(leaf, learner, at);
    case 'segment':
      return ofSegment(leaf, learner, at);
    case 'funnel':
      return ofFunnel(leaf, learner);
  }
};

const descriptionsOf = ({ facts }: Learner) => facts.filter(({ type }) => type === 'learning.PersonDescribed');

const surroundings = (learner: Learner, at: Date): Surroundings => ({
  facts: learner.facts,
  descriptions: descriptionsOf(learner),
  momentOf: () => {
    throw new Error('a person as a whole has no stay in a course');
  },
  at,
});

const ofEnrolments = ({ course, run, meets }: HasCriterion, { enrolments }: Learner, at: Date): Finding => {
  const among = enrolments.filter(
    (one) => (course === undefined || one.course === course) && (run === undefined || one.run === run),
  );
  const where = placeWords({ course, run });
  if (among.length === 0)
    return { holds: false, because: [because(`no enrolment${where}`)], otherwise: [`enrolling${where}`] };
  if (!meets) {
    const reasons = among.map(({ opened, ...one }) => because(`enrolled${placeWords(one)}`, opened));
    return { holds: true, because: reasons, otherwise: [] };
  }
  return combine(
    among.map((one) => evaluate(meets, one, at)),
    true,
  );
};

/** The segment is a reason, and so is what makes one be in it. */
const ofSegment = (leaf: SegmentCriterion, learner: Learner, at: Date): Finding => {
  const segment = learner.named.segments.get(segmentKey(leaf));
  if (!segment) throw new Error(`the segment ${segmentKey(leaf)} was not loaded`);
  const { population, members, title } = segment;
  const text = (holds: boolean): string => `${holds ? 'in' : 'not in'} the segment ${title}`;
  if (members) {
    const holds = members.has(learner.learner);
    return { holds, because: [because(text(holds))], otherwise: [] };
  }
  const inner =
    population.about === 'learner'
      ? evaluateLearner(population.criterion, learner, at)
      : ofEnrolments({ is: 'has', ...population.where, meets: population.criterion }, learner, at);
  return { ...inner, because: [because(text(inner.holds)), ...inner.because] };
};

const ofFunnel = (leaf: FunnelCriterion, { learner, named }: Learner): Finding => {
  const behind = named.figures.get(figureKey(leaf));
  if (!behind) throw new Error('the people behind the figure of the funnel were not loaded');
  const holds = behind.has(learner);
  return { holds, because: [because(`${holds ? '' : 'not: '}${figureWords(leaf)}`)], otherwise: [] };
};
