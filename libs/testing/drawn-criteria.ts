import { type Criterion, criterion, type LearnerCriterion, learnerCriterion } from '@laurel/contracts';
import fc from 'fast-check';
import { DRAWN_ACTIVITY } from './drawn-histories.ts';

const optional = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined, freq: 1 });

const value = fc.constantFrom('x', 'y', true, 3, 2.5, '10', 'Ärzte', 'leave');
const test = fc.oneof(
  fc.record({ op: fc.constantFrom('eq', 'ne'), value }),
  fc.record({ op: fc.constant('in'), value: fc.array(value, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    op: fc.constantFrom('lt', 'lte', 'gt', 'gte'),
    value: fc.constantFrom(2.5, 1, 0, '10', 'x', 'Ärzte', 'z\u{1F4A9}'),
  }),
  fc.record({ op: fc.constant('exists'), value: fc.boolean() }),
  fc.record({ op: fc.constant('contains'), value: fc.constantFrom('x', '1', 'z', 'Ä') }),
);

const CONDITIONS: Readonly<Record<string, fc.Arbitrary<object>>> = {
  'learning.AssessmentSubmitted': fc.record({ field: fc.constantFrom('carriedOver', 'assessment', 'attempt'), test }),
  'learning.Enrolled': fc.record({ field: fc.constantFrom('attributes.word', 'attributes.flag', 'run'), test }),
  'learning.OutcomeObserved': fc.record({ field: fc.constantFrom('value', 'severity'), test }),
  'communications.MessageSent': fc.record({ field: fc.constantFrom('template', 'rule'), test }),
};

const eventOf = (types: readonly string[]): fc.Arbitrary<object> =>
  fc.constantFrom(...types).chain((event) => {
    const condition = CONDITIONS[event];
    return condition
      ? fc.record({ event: fc.constant(event), where: fc.array(condition, { maxLength: 2 }) })
      : fc.record({ event: fc.constant(event) });
  });

const ENROLMENT_EVENTS = ['learning.Enrolled', 'learning.CreditGranted', 'learning.Withdrawn', ...DRAWN_ACTIVITY];
const LEARNER_EVENTS = [...ENROLMENT_EVENTS, 'learning.OutcomeObserved', 'communications.MessageSent'];
/** Half days too, so that limits fall upon facts and between them. */
const days = fc.integer({ min: 0, max: 40 }).map((half) => half / 2);

const anchorOf = (types: readonly string[]) =>
  fc.record({ the: fc.constantFrom('first', 'latest'), fact: eventOf(types) });

const windowsOf = (types: readonly string[]) => ({
  within: optional(fc.record({ days, awayStops: fc.constantFrom(true, undefined) })),
  near: fc.option(
    fc.record({
      ...{ the: fc.constantFrom('first', 'latest'), fact: eventOf(types) },
      ...{ before: days, after: days },
    }),
    { nil: undefined, freq: 1 },
  ),
});

const factsOf = (types: readonly string[]) => ({
  events: fc.array(eventOf(types), { minLength: 1, maxLength: 4 }),
  called: fc.constant('activity'),
  ...windowsOf(types),
});
const few = optional(fc.integer({ min: 0, max: 3 }));
const limits = { atLeast: optional(days), atMost: optional(days), awayStops: fc.constantFrom(true, undefined) };

const ofEnrolment = {
  ...factsOf(ENROLMENT_EVENTS),
  of: fc.constantFrom('enrolment', 'course'),
  since: fc.oneof(fc.constantFrom('enrolled', 'begun', undefined), anchorOf(ENROLMENT_EVENTS)),
};
const enrolmentLeaves = [
  fc.record({ is: fc.constantFrom('performed', 'notPerformed'), ...ofEnrolment }),
  fc.record({ is: fc.constant('count'), ...ofEnrolment, atLeast: few, atMost: few }),
  fc.record({ is: fc.constant('state'), state: fc.constantFrom('current', 'withdrawn', 'completed') }),
  fc.record({
    is: fc.constant('elapsed'),
    since: fc.oneof(fc.constantFrom('enrolled', 'begun'), anchorOf(ENROLMENT_EVENTS)),
    ...limits,
  }),
  fc.record({
    is: fc.constant('attribute'),
    of: fc.constantFrom('enrolment', 'person'),
    name: fc.constantFrom('word', 'flag', 'level', 'availability'),
    test,
  }),
  fc.record({
    is: fc.constant('assessment'),
    stands: fc.constantFrom('failed', 'overdue'),
    which: fc.constantFrom('first', undefined),
  }),
];

const ofLearner = { ...factsOf(LEARNER_EVENTS), since: optional(anchorOf(LEARNER_EVENTS)) };
const learnerLeaves = [
  fc.record({ is: fc.constantFrom('performed', 'notPerformed'), ...ofLearner }),
  fc.record({ is: fc.constant('count'), ...ofLearner, atLeast: few, atMost: few }),
  fc.record({ is: fc.constant('elapsed'), since: anchorOf(LEARNER_EVENTS), ...limits }),
  fc.record({ is: fc.constant('attribute'), name: fc.constantFrom('word', 'level', 'availability'), test }),
  fc.record({
    is: fc.constant('message'),
    event: fc.constantFrom('communications.MessageSent', 'communications.MessageRejected'),
    rule: optional(fc.constantFrom('idle', 'none')),
    template: optional(fc.constantFrom('x', 'y')),
    within: optional(fc.record({ days })),
  }),
  fc.record({ is: fc.constant('segment'), segment: fc.constantFrom('drawn-live', 'drawn-enrolled', 'drawn-fixed') }),
];

const { enrolment, learner } = fc.letrec<{ enrolment: unknown; learner: unknown }>((tie) => {
  const joins = (of: 'enrolment' | 'learner') => [
    fc.record({ is: fc.constantFrom('and', 'or'), all: fc.array(tie(of), { minLength: 1, maxLength: 3 }) }),
    fc.record({ is: fc.constant('not'), the: tie(of) }),
  ];
  const sized = { maxDepth: 3, depthSize: 'small' } as const;
  return {
    enrolment: fc.oneof(
      sized,
      ...enrolmentLeaves,
      ...joins('enrolment'),
      fc.record({ is: fc.constant('learner'), meets: tie('learner') }),
    ),
    learner: fc.oneof(
      sized,
      ...learnerLeaves,
      ...joins('learner'),
      fc.record({
        is: fc.constant('has'),
        course: optional(fc.constantFrom('c1', 'd2')),
        run: optional(fc.constantFrom('', 'r1').filter((run) => run !== '')),
        meets: optional(tie('enrolment')),
      }),
    ),
  };
});

/** As a caller writes it. */
const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Any criterion about enrolments or people, over what `drawnWorlds` tells. */
export const drawnCriterion: fc.Arbitrary<Criterion> = enrolment.map((one) => criterion.parse(written(one)));
export const drawnLearnerCriterion: fc.Arbitrary<LearnerCriterion> = learner.map((one) =>
  learnerCriterion.parse(written(one)),
);
