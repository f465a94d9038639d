import { type CampaignPeople, type LearnerCriterion } from '@laurel/contracts';
import { evaluateLearner } from '@laurel/criteria-domain';
import { type CriteriaReader, type PersonAttribute } from '@laurel/criteria-read-model';
import { type Audience, type Member, type PersonStanding } from './audience.ts';

/** An enrolment is asked about through its person: campaigns write to people. */
const aboutPerson = (people: CampaignPeople): LearnerCriterion => {
  if (people.about === 'learner') return people.criterion;
  return { is: 'has', course: people.where.course, run: people.where.run, meets: people.criterion };
};

/** The one course that is asked about; undefined where it is none, or not one alone. */
const courseOf = (criterion: LearnerCriterion): string | undefined =>
  criterion.is === 'has' ? criterion.course : undefined;

const NOTHING_KNOWN: PersonStanding = {
  holds: false,
  because: [{ text: 'nothing was told about this person by then', facts: [] }],
};

/** The audience of campaigns, read with the one language for people. */
export const criteriaAudience = (
  criteria: Pick<CriteriaReader, 'members' | 'people'>,
  attribute: PersonAttribute,
): Audience => ({
  attribute,

  members: async (people, at) => {
    const first = new Map<string, Member>();
    for (const { learner, course, run, registration } of await criteria.members(people, at)) {
      if (!first.has(learner)) first.set(learner, { learner, course, run, registration });
    }
    return [...first.values()].sort((a, b) => (a.learner < b.learner ? -1 : 1));
  },

  standings: async (people, learners, at) => {
    const criterion = aboutPerson(people);
    const standings = new Map(learners.map((learner) => [learner, NOTHING_KNOWN]));
    for (const learner of await criteria.people(criterion, learners, at)) {
      const { courseTitle } = learner.enrolments.find(({ course }) => course === courseOf(criterion)) ?? {};
      standings.set(learner.learner, { ...evaluateLearner(criterion, learner, at), courseTitle });
    }
    return standings;
  },
});
