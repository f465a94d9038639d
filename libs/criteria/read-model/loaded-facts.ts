import {
  type Enrolment,
  type EnrolmentFacts,
  enrolmentOf,
  type Fact,
  inOrder,
  type Learner,
  type Named,
} from '@laurel/criteria-domain';
import { z } from 'zod';
import { toldData } from './told-data.ts';

/** A fact as it was read, with the enrolment it belongs to; round 0: to none. */
export interface FactRow {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly t: string;
  readonly data: string;
  readonly enrolment_run: string;
  readonly enrolment_registration: string;
  readonly enrolment_round: number;
}

const factOf = ({ source, id, type, run, t, data }: FactRow): Fact => ({
  ...{ source, id, type, run },
  occurredAt: new Date(Number(t)),
  data: toldData(data),
});

interface Growing extends EnrolmentFacts {
  readonly facts: Fact[];
}

const COURSE_DESCRIBED = 'learning.CourseDescribed';
const PERSON_DESCRIBED = 'learning.PersonDescribed';

/** The enrolments in these facts; `personOf` tells the learner as a whole, where that is asked for. */
export const enrolmentsIn = (
  rows: readonly FactRow[],
  personOf?: (learner: string) => Learner | undefined,
): readonly Enrolment[] => {
  const [descriptionsOf, peopleOf, courseFactsOf] = [new Lists(), new Lists(), new Lists()];
  const enrolments = new Map<string, Growing>();
  for (const row of rows) {
    const { learner, course } = row;
    const fact = factOf(row);
    if (row.type === COURSE_DESCRIBED) descriptionsOf.of(course).push(fact);
    else if (row.type === PERSON_DESCRIBED) peopleOf.of(learner).push(fact);
    else courseFactsOf.of(course, learner).push(fact);
    if (row.enrolment_round === 0) continue;
    const { enrolment_run: run, enrolment_registration: registration, enrolment_round: ordinal } = row;
    const key = JSON.stringify([course, learner, run, registration, ordinal]);
    const enrolment = enrolments.get(key) ?? {
      ...{ learner, course, run, registration, ordinal, facts: [] },
      courseFacts: courseFactsOf.of(course, learner),
      courseDescriptions: descriptionsOf.of(course),
      personDescriptions: peopleOf.of(learner),
      person: personOf?.(learner),
    };
    enrolment.facts.push(fact);
    enrolments.set(key, enrolment);
  }
  return [...enrolments.values()].map(enrolmentOf);
};

/** The people in these facts, by learner, each with the enrolments that are in them. */
export const learnersIn = (rows: readonly FactRow[], named: Named): readonly Learner[] => {
  const factsOf = new Lists();
  for (const row of rows) if (row.type !== COURSE_DESCRIBED) factsOf.of(row.learner).push(factOf(row));
  const learners = new Map<string, Learner & { readonly enrolments: Enrolment[] }>();
  for (const [learner, facts] of factsOf.byFirst())
    learners.set(learner, { learner, facts: facts.sort(inOrder), enrolments: [], named });
  for (const enrolment of enrolmentsIn(rows, (learner) => learners.get(learner)))
    learners.get(enrolment.learner)?.enrolments.push(enrolment);
  return [...learners.values()];
};

/** A list for each name. */
class Lists {
  private readonly lists = new Map<string, Fact[]>();

  of(...name: readonly string[]): Fact[] {
    const key = JSON.stringify(name);
    const list = this.lists.get(key) ?? [];
    this.lists.set(key, list);
    return list;
  }

  byFirst(): readonly (readonly [string, Fact[]])[] {
    return [...this.lists].map(([key, facts]) => [z.array(z.string()).parse(JSON.parse(key))[0] ?? '', facts]);
  }
}
