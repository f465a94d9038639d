import { type Condition, funnelQuestion, type FunnelQuestion, type FunnelReadyMadeQuestion } from '@laurel/contracts';
import { z } from 'zod';

/** What a ready-made funnel needs of the latest description of a course. */
export const describedModules = z.array(
  z.looseObject({
    id: z.string(),
    title: z.string().optional(),
    optional: z.boolean().optional(),
    requiredFor: z.array(z.string()).optional(),
  }),
);
export const describedAssessments = z.array(
  z.looseObject({ id: z.string(), title: z.string().optional(), kind: z.string().optional() }),
);

export interface DescribedCourse {
  readonly modules: z.output<typeof describedModules>;
  readonly assessments: z.output<typeof describedAssessments>;
}

type Step = Pick<FunnelQuestion['steps'][number], 'event' | 'anyOf'> & {
  readonly name: string;
  readonly where: readonly Condition[];
};

export interface ReadyMade {
  readonly question: FunnelQuestion;
  readonly leftOut: { readonly step: string; readonly why: string }[];
}

/** People study beside their work: a quarter to get through, to be changed by who asks. */
const WINDOW = { days: 90 };
/** An assessment of this kind is what certifies. */
const CERTIFYING = ['certification', 'exam'];

const is = (field: string, value: string | boolean): Condition => ({ field, op: 'eq', value });
const step = (name: string, event: Step['event'], ...where: readonly Condition[]): Step => ({ name, event, where });

/** The question, with each step in the course and run asked for. */
export const readyMade = (asked: FunnelReadyMadeQuestion, course: DescribedCourse): ReadyMade => {
  const { steps, leftOut } = asked.kind === 'modules' ? ofModules(course) : ofCertification(course);
  const place = [is('course', asked.course), ...(asked.run === undefined ? [] : [is('run', asked.run)])];
  const question = funnelQuestion.parse({
    ...{ unit: 'enrolment', window: WINDOW },
    steps: steps.map((one) => ({ ...one, where: [...place, ...one.where] })),
    ...(asked.asOf === undefined ? {} : { asOf: asked.asOf }),
  });
  return { question, leftOut };
};

interface Steps {
  readonly steps: readonly Step[];
  readonly leftOut: ReadyMade['leftOut'];
}

const enrolled = step('enrolled', 'learning.Enrolled');
const completed = step('completed', 'learning.CourseCompleted');

/** Whoever does not do what they need not do is no loss. */
const ofModules = ({ modules }: DescribedCourse): Steps => {
  const whyNot = ({ optional, requiredFor = [] }: DescribedCourse['modules'][number]): string | undefined => {
    if (optional) return 'optional';
    return requiredFor.length > 0 ? `required for ${requiredFor.join(', ')} only` : undefined;
  };
  const named = modules.map((module) => ({ ...module, step: module.title ?? module.id, why: whyNot(module) }));
  return {
    steps: [
      enrolled,
      ...named
        .filter(({ why }) => why === undefined)
        .map(({ id, step: title }) => step(title, 'learning.Progressed', is('event.module', id))),
      completed,
    ],
    leftOut: named.flatMap(({ step: title, why }) => (why === undefined ? [] : [{ step: title, why }])),
  };
};

const STARTED = ['learning.CourseStarted', 'learning.ContentViewed', 'learning.Progressed'] as const;

const ofCertification = ({ assessments }: DescribedCourse): Steps => {
  const certifying = assessments.filter(({ id, kind }) => CERTIFYING.includes(kind ?? id));
  const steps = [
    enrolled,
    { name: 'started', anyOf: STARTED.map((event) => ({ event, where: [] })), event: undefined, where: [] },
    step('half', 'learning.Progressed', { field: 'event.share', op: 'gte', value: 0.5 }),
    step('assessed', 'learning.AssessmentSubmitted', { field: 'event.carriedOver', op: 'ne', value: true }),
    completed,
  ];
  const ids = certifying.map(({ id }) => id);
  if (ids.length === 0) {
    const why = `the course describes no assessment of the kind ${CERTIFYING.join(' or ')}`;
    return { steps, leftOut: [{ step: 'certified', why }] };
  }
  const passed = [{ field: 'event.assessment', op: 'in' as const, value: ids }, is('event.passed', true)];
  return { steps: [...steps, step('certified', 'learning.AssessmentSubmitted', ...passed)], leftOut: [] };
};
