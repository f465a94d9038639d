import {
  type EventMatch,
  type LearnerCriterion,
  type ProgrammeDefinition,
  requirementsOf,
  type SingleRequirement,
} from '@laurel/contracts';

const inCourse = (event: EventMatch['event'], course: string): EventMatch => ({
  event,
  where: [{ field: 'course', test: { op: 'eq', value: course } }],
});

const factsOf = (requirement: SingleRequirement): readonly EventMatch[] => {
  switch (requirement.is) {
    case 'course':
      return [
        inCourse('learning.CourseCompleted', requirement.course),
        inCourse('learning.CreditGranted', requirement.course),
      ];
    case 'assessment':
      return [inCourse('learning.AssessmentSubmitted', requirement.course)];
    case 'certificate': {
      const test = { op: 'eq', value: requirement.programme } as const;
      return [{ event: 'certification.CertificateIssued', where: [{ field: 'programme', test }] }];
    }
    case 'sign-off':
    case 'criterion':
      return [];
  }
};

/** Many requirements may ask for the same. */
const performed = (events: readonly EventMatch[]): readonly LearnerCriterion[] => {
  const distinct = [...new Map(events.map((one) => [JSON.stringify(one), one])).values()];
  return distinct.length === 0
    ? []
    : [{ is: 'performed', events: distinct, called: 'what counts towards the programme' }];
};

/** Which of the facts about a course belong together is said by when the learner enrolled. */
const enrolledIn = (requirement: SingleRequirement): readonly EventMatch[] =>
  'course' in requirement ? [inCourse('learning.Enrolled', requirement.course)] : [];

const criteriaIn = (definitions: readonly ProgrammeDefinition[]): readonly LearnerCriterion[] =>
  definitions.flatMap(requirementsOf).flatMap((one) => (one.is === 'criterion' ? [one.meets] : []));

/** Who may have begun: whoever did something that counts. undefined: only sign-offs count, which are decisions here. */
export const candidatesOf = (definition: ProgrammeDefinition): LearnerCriterion | undefined => {
  const all = [...performed(requirementsOf(definition).flatMap(factsOf)), ...criteriaIn([definition])];
  return all.length === 0 ? undefined : { is: 'or', all };
};

/** With it, everything is loaded that paths are judged by. */
export const lookedAtBy = (definitions: readonly ProgrammeDefinition[]): LearnerCriterion => {
  const asked = definitions.flatMap(requirementsOf);
  const events = asked.flatMap((one) => [...factsOf(one), ...enrolledIn(one)]);
  return { is: 'or', all: [...performed(events), ...criteriaIn(definitions)] };
};

/** Does a new fact about this course change anything? '' stands for one about no course. */
export const asksAbout = (definition: ProgrammeDefinition, course: string): boolean =>
  requirementsOf(definition).some((one) => {
    if (one.is === 'criterion' || course === '') return true;
    return (one.is === 'course' || one.is === 'assessment') && one.course === course;
  });

/** A level and those below it. */
export const levelsUpTo = ({ levels }: ProgrammeDefinition, level: string | undefined): readonly string[] =>
  levels.slice(0, levels.findIndex(({ id }) => id === level) + 1).map(({ id }) => id);
