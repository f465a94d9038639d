import { type FunnelQuestion, funnelQuestion } from '@laurel/contracts';
import { splitAddress } from './behind.ts';
import {
  eventsOf,
  everyStepIs,
  instantOf,
  moved,
  ownConditions,
  windowFrom,
  windowOf,
  withEvents,
  withNewStep,
  withoutStep,
  withOrder,
  withPlace,
} from './draft.ts';
import { addressOf, courseFunnelAddress, FIRST_QUESTION, questionOf } from './question.ts';

const rich: FunnelQuestion = funnelQuestion.parse({
  unit: 'enrolment',
  steps: [
    { name: 'In', event: 'learning.Enrolled', where: [{ field: 'course', op: 'eq', value: 'consulting' }] },
    {
      anyOf: [
        { event: 'learning.CourseStarted' },
        { event: 'learning.Progressed', where: [{ field: 'event.share', op: 'gt', value: 0.1 }] },
      ],
    },
    { event: 'communications.MessageSent', where: [{ field: 'person.team', op: 'in', value: ['a & b', '#7', 'ü?='] }] },
    {
      event: 'learning.CourseCompleted',
      occurrence: 'first-ever',
      where: [{ field: 'event.result', op: 'exists', value: false }],
    },
  ],
  order: 'strict',
  window: { seconds: 3600 },
  exclusions: [{ event: 'learning.Withdrawn', after: 1, before: 3 }],
  breakdown: { by: 'person.team', attribution: { step: 2 }, limit: 5 },
  interval: 'week',
  timeZone: 'Europe/Vienna',
  entered: { from: '2026-01-01T00:00:00Z' },
  asOf: '2026-06-01T00:00:00+02:00',
});

const whole: FunnelQuestion = funnelQuestion.parse({
  steps: [{ event: 'learning.Enrolled', occurrence: 'first-ever' }, { event: 'learning.CourseCompleted' }],
  order: 'strict',
  exclusions: [{ anyOf: [{ event: 'learning.Withdrawn' }], after: 1, before: 2 }],
  breakdown: { by: 'person.team', attribution: { step: 2 } },
  ...{ interval: 'week', timeZone: 'Europe/Rome' },
});

/** What a browser does with an address: text and back. */
const through = (address: object): Record<string, unknown> => JSON.parse(JSON.stringify(address));

describe('the address of a funnel', () => {
  it.each([
    ['a rich one', rich],
    ['one with all that can be asked', whole],
    ['without a limit of time', { ...rich, window: { unlimited: true } as const }],
    ['the usual one', funnelQuestion.parse(FIRST_QUESTION)],
    ['one about a run', funnelQuestion.parse(courseFunnelAddress('consulting', '2026-spring'))],
    ['all defaults', funnelQuestion.parse({ steps: [{ event: 'learning.Enrolled' }] })],
  ])('holds the whole question: %s', (_, question) => {
    expect(questionOf(through(addressOf(question)))).toEqual({ question });
  });

  it('leaves out what is the default anyway', () => {
    const question = funnelQuestion.parse({ steps: [{ event: 'learning.Enrolled' }] });
    expect(addressOf(question)).toEqual({ steps: [{ event: 'learning.Enrolled' }] });
  });

  it('holds which figure is opened beside the question, and lets a wrong one be', () => {
    const behind = { step: 2, place: 'open', value: null };
    expect(splitAddress({ ...addressOf(rich), behind })).toEqual({ question: addressOf(rich), opened: behind });
    expect(splitAddress({ behind: { step: 0, place: 'open' } })).toEqual({ question: {}, opened: undefined });
  });

  it('says what is wrong with a question that makes none', () => {
    expect(questionOf({ steps: [] })).toMatchObject({ wrong: { errors: [{ path: 'steps' }] } });
    expect(questionOf({ steps: [{ event: 'learning.Nonsense' }] })).toMatchObject({
      wrong: { code: 'question.address', errors: [{ path: 'steps.0.event' }] },
    });
  });
});

describe('writing a question', () => {
  it('puts all steps in one course and lifts it again, and keeps other conditions', () => {
    const moved = withPlace(rich, 'course', 'negotiation');
    expect(everyStepIs(moved, 'course')).toBe('negotiation');
    const lifted = withPlace(moved, 'course', '');
    expect(everyStepIs(lifted, 'course')).toBe('');
    const others = ({ steps }: FunnelQuestion) =>
      steps.map(({ where }) => where.filter(({ field }) => field !== 'course'));
    expect(others(lifted)).toEqual(others(rich));
  });

  it('moves what leaves people out into the course, too', () => {
    const [exclusion] = withPlace(rich, 'course', 'negotiation').exclusions;
    expect(exclusion?.where).toEqual([{ field: 'course', op: 'eq', value: 'negotiation' }]);
  });

  it('takes what speaks of a step away with the step', () => {
    const two = withoutStep(withoutStep(rich, 3), 2);
    expect(two.exclusions).toMatchObject([{ after: 1, before: 2 }]);
    expect(two.breakdown?.attribution).toEqual({ step: 2 });
    const one = withoutStep(two, 1);
    expect(one.exclusions).toEqual([]);
    expect(one.breakdown?.attribution).toBe('first');
    expect(funnelQuestion.safeParse(addressOf(one)).success).toBe(true);
  });

  it('lets an exclusion span the whole funnel where the order does not matter', () => {
    const any = withOrder(rich, 'any');
    expect(any.exclusions).toMatchObject([{ after: 1, before: 4 }]);
    expect(funnelQuestion.safeParse(addressOf(any)).success).toBe(true);
  });

  it('makes one event of a step several and one again', () => {
    const [first] = rich.steps;
    if (!first) throw new Error('there is a first step');
    const several = withEvents(first, [...eventsOf(first), { event: 'learning.Attended', where: [] }]);
    expect(several).toMatchObject({ event: undefined, name: 'In', where: first.where });
    expect(withEvents(several, eventsOf(several).slice(0, 1))).toEqual({ ...first, anyOf: undefined });
  });

  it('hides a course only where it is said for all steps at once', () => {
    const [first] = rich.steps;
    expect(first && ownConditions(rich, first)).toEqual(first?.where);
    const everywhere = withPlace(rich, 'course', 'consulting');
    expect(everywhere.steps.map((step) => ownConditions(everywhere, step)).at(0)).toEqual([]);
  });

  it('gives a new step the course of the others', () => {
    const question = withNewStep(withPlace(rich, 'course', 'negotiation'));
    expect(question.steps).toHaveLength(5);
    expect(everyStepIs(question, 'course')).toBe('negotiation');
  });

  it('moves a step without losing one', () => {
    expect(moved(rich, 0, 1).steps.map(({ name }) => name)).toEqual([undefined, 'In', undefined, undefined]);
  });

  it('reads a window back as it was written, and none that makes no sense', () => {
    expect(windowOf(rich)).toEqual({ unit: 'seconds', length: '3600' });
    expect(windowFrom('seconds', '3600')).toEqual(rich.window);
    expect(windowFrom('unlimited', '')).toEqual({ unlimited: true });
    expect(['0', '-1', '', 'x', '1e9'].map((length) => windowFrom('days', length))).toEqual(Array(5).fill(undefined));
  });

  it('takes a day only when it is one', () => {
    expect(instantOf('')).toBeUndefined();
    expect(instantOf('2026-03-01')).toBe(new Date(2026, 2, 1).toISOString());
  });
});
