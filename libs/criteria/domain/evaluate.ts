import {
  type Criterion,
  type ElapsedCriterion,
  type FactsCriterion,
  type Leaf,
  type Moment,
  type StateCriterion,
} from '@laurel/contracts';
import { ofAssessments } from './assessments.ts';
import { because, begunAt, type Enrolment } from './enrolment.ts';
import { ofElapsed } from './elapsed-leaf.ts';
import { evaluateLearner } from './evaluate-learner.ts';
import { ofAttribute, ofFacts } from './facts-leaf.ts';
import { type Finding, findingOf } from './finding.ts';
import { type Surroundings } from './window.ts';
import { dayOf } from './words.ts';

/** Reader 1 of the criteria: one enrolment, with reasons. */
export const evaluate = (criterion: Criterion, enrolment: Enrolment, at: Date): Finding =>
  findingOf(criterion, (leaf) => ofLeaf(leaf, enrolment, at));

const ofLeaf = (leaf: Leaf, enrolment: Enrolment, at: Date): Finding => {
  if ('events' in leaf) return ofFacts(leaf, surroundings(leaf.of, enrolment, at));
  switch (leaf.is) {
    case 'state':
      return ofState(leaf, enrolment);
    case 'elapsed':
      return ofElapsed(leaf, surroundings('enrolment', enrolment, at), beginningOf(leaf, enrolment));
    case 'attribute':
      return ofAttribute(leaf, leaf.of === 'enrolment' ? [enrolment.opened] : enrolment.personDescriptions);
    case 'assessment':
      return ofAssessments(leaf, enrolment, at);
    case 'learner':
      return evaluateLearner(leaf.meets, personOf(enrolment), at);
  }
};

const surroundings = (of: FactsCriterion['of'], enrolment: Enrolment, at: Date): Surroundings => ({
  facts: of === 'course' ? enrolment.courseFacts : enrolment.facts,
  descriptions: enrolment.personDescriptions,
  momentOf: (moment) => momentOf(moment, enrolment),
  at,
});

const momentOf = (moment: Moment, enrolment: Enrolment): Date =>
  moment === 'begun' ? begunAt(enrolment) : enrolment.enrolled.occurredAt;

/** The present stay is what a moment of it is known by. */
const beginningOf = ({ since }: ElapsedCriterion, enrolment: Enrolment) =>
  typeof since === 'string'
    ? {
        fact: enrolment.enrolled,
        called: momentOf(since, enrolment) > enrolment.enrolled.occurredAt ? 'run start' : 'enrolled',
      }
    : undefined;

const STATES = { current: 'still enrolled', withdrawn: 'withdrew', completed: 'completed' } as const;

const ofState = ({ state }: StateCriterion, enrolment: Enrolment): Finding => {
  const told =
    enrolment.state === 'current'
      ? STATES.current
      : `${STATES[enrolment.state]} on ${dayOf(enrolment.stateBy.occurredAt)}`;
  return {
    holds: enrolment.state === state,
    because: [because(told, enrolment.stateBy)],
    otherwise: [enrolment.state === 'current' ? 'withdrawing or completing' : 'enrolling again'],
  };
};

const personOf = ({ learner, person }: Enrolment) => {
  if (!person) throw new Error(`nothing was loaded about ${learner} beside the enrolment`);
  return person;
};
