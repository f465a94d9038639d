import {
  type AssessmentRequirement,
  type CertificateRequirement,
  type CourseRequirement,
  type CriterionRequirement,
  type Reason,
  type SignOffRequirement,
  type SingleRequirement,
} from '@laurel/contracts';
import { evaluateLearner, type Fact, type Learner } from '@laurel/criteria-domain';
import { assessmentResults, type Result, standingCompletions } from './told-results.ts';

/** Something that meets a requirement. The key stays the same as long as it is the same fact, sign-off or certificate. */
export interface Way {
  readonly key: string;
  readonly at: Date;
  readonly because: Reason;
  /** From then on it meets nothing that it did not meet before. */
  readonly until?: Date | undefined;
}

/** A sign-off that stands. */
export interface SignOff {
  readonly signOff: number;
  readonly requirement: string;
  readonly mentor: string;
  readonly at: Date;
}

/** A certificate of any programme that is in force. */
export interface HeldCertificate {
  readonly certificate: string;
  readonly programme: string;
  readonly title: string;
  readonly level: string | undefined;
  /** This level and those below. */
  readonly levels: readonly string[];
  readonly issuedAt: Date;
  readonly expiresAt: Date | undefined;
}

/** All that a path is judged by, as known at a time. */
export interface World {
  readonly learner: Learner;
  readonly signOffs: readonly SignOff[];
  readonly held: readonly HeldCertificate[];
  /** By requirement: what was counted before, and is counted again as long as it stands. */
  readonly counted: ReadonlyMap<string, Way>;
  readonly at: Date;
}

/** How a single requirement may be met, the earliest first; and why not, where nothing meets it. */
export interface Ways {
  readonly ways: readonly Way[];
  readonly otherwise: Reason;
}

export const waysOf = (requirement: SingleRequirement, world: World): Ways => {
  switch (requirement.is) {
    case 'course':
      return ofCourse(requirement, world);
    case 'assessment':
      return ofAssessment(requirement, world);
    case 'sign-off':
      return ofSignOff(requirement, world);
    case 'certificate':
      return ofCertificate(requirement, world);
    case 'criterion':
      return ofCriterion(requirement, world);
  }
};

export const titleOf = (requirement: SingleRequirement): string => requirement.title ?? namedByIds(requirement);

const namedByIds = (requirement: SingleRequirement): string => {
  switch (requirement.is) {
    case 'course':
      return requirement.course;
    case 'assessment':
      return `${requirement.assessment} of ${requirement.course}`;
    case 'certificate':
      return `certificate ${requirement.programme}`;
    case 'sign-off':
    case 'criterion':
      return requirement.title;
  }
};

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const percent = (share: number): string => `${Number((share * 100).toFixed(1))}%`;
const inOrder = (ways: readonly Way[]): readonly Way[] =>
  [...ways].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : 1));

const factKey = ({ source, id }: Fact): string => JSON.stringify([source, id]);
const wayOf = (fact: Fact, text: string, until?: Date): Way => ({
  ...{ key: factKey(fact), at: fact.occurredAt, until },
  because: { text, facts: [{ source: fact.source, id: fact.id }] },
});
const absence = (text: string, ...facts: readonly Fact[]): Reason => ({
  text,
  facts: facts.map(({ source, id }) => ({ source, id })),
});

const ofCourse = (requirement: CourseRequirement, { learner }: World): Ways => {
  const { course } = requirement;
  const title = titleOf(requirement);
  const { passed, failed } = standingCompletions(learner, course);
  const credits = learner.facts.filter(
    ({ type, data }) => type === 'learning.CreditGranted' && data['course'] === course,
  );
  const last = failed.at(-1);
  return {
    ways: inOrder([
      ...passed.map((fact) => wayOf(fact, `completed ${title} on ${dayOf(fact.occurredAt)}`)),
      ...credits.map((fact) =>
        wayOf(fact, `was granted credit for ${title} on ${dayOf(fact.occurredAt)}`, endOf(fact)),
      ),
    ]),
    otherwise: last
      ? absence(`did not pass ${title} on ${dayOf(last.occurredAt)}`, last)
      : absence(`${title} is not completed`),
  };
};

const endOf = ({ data }: Fact): Date | undefined => {
  const until = data['validUntil'];
  return typeof until === 'string' ? new Date(until) : undefined;
};

const deedOf = ({ share, passed }: Result): string => {
  if (share !== undefined) return `scored ${percent(share)} in`;
  return passed === true ? 'passed' : 'did not pass';
};

/** A share is a quotient: 0.7 of a range may come out a hair below 0.7. */
const ROUNDING = 1e-9;

const ofAssessment = (requirement: AssessmentRequirement, { learner }: World): Ways => {
  const { minimum } = requirement;
  const title = titleOf(requirement);
  const results = assessmentResults(learner, requirement);
  const enough = ({ share, passed }: Result): boolean =>
    minimum === undefined ? passed === true : share !== undefined && share >= minimum - ROUNDING;
  const said = (one: Result): string => `${deedOf(one)} ${title} on ${dayOf(one.fact.occurredAt)}`;
  const asked = minimum === undefined ? 'it has to be passed' : `at least ${percent(minimum)} is asked`;
  const last = results.filter((one) => !enough(one)).at(-1);
  return {
    ways: inOrder(
      results
        .filter(enough)
        .map((one) => wayOf(one.fact, one.share === undefined ? said(one) : `${said(one)}, ${asked}`)),
    ),
    otherwise: last ? absence(`${said(last)}, ${asked}`, last.fact) : absence(`nothing counts for ${title}: ${asked}`),
  };
};

const ofSignOff = ({ id, title, by }: SignOffRequirement, { signOffs }: World): Ways => ({
  ways: inOrder(
    signOffs
      .filter(({ requirement, mentor }) => requirement === id && by.includes(mentor))
      .map(({ signOff, mentor, at }) => ({
        ...{ key: `sign-off ${signOff}`, at },
        because: absence(`${mentor} signed off ${title} on ${dayOf(at)}`),
      })),
  ),
  otherwise: absence(`${title} is not signed off`),
});

const ofCertificate = (requirement: CertificateRequirement, { held }: World): Ways => {
  const { programme, level } = requirement;
  return {
    ways: inOrder(
      held
        .filter((one) => one.programme === programme && (level === undefined || one.levels.includes(level)))
        .map(({ certificate, title, issuedAt, expiresAt }) => ({
          ...{ key: `certificate ${certificate}`, at: issuedAt, until: expiresAt },
          because: absence(`holds the certificate ${title} since ${dayOf(issuedAt)}`),
        })),
    ),
    otherwise: absence(`${titleOf(requirement)} is not held`),
  };
};

/** Once met it stays met while every fact that it named counts: that time went by since is no reason to take it back. */
const ofCriterion = ({ id, title, meets }: CriterionRequirement, { learner, counted, at }: World): Ways => {
  const before = counted.get(id);
  const timeOf = new Map(learner.facts.map((fact) => [factKey(fact), fact.occurredAt]));
  const otherwise = absence(`${title} is not met`);
  if (before && before.because.facts.every(({ source, id: fact }) => timeOf.has(JSON.stringify([source, fact])))) {
    return { ways: [before], otherwise };
  }
  // Of whom nothing was told, nothing is true: not even an absence.
  if (learner.facts.length === 0) return { ways: [], otherwise };
  const finding = evaluateLearner(meets, learner, at);
  const facts = finding.because.flatMap((one) => one.facts);
  const because = { text: `${title}: ${finding.because.map(({ text }) => text).join('; ')}`, facts };
  if (!finding.holds) return { ways: [], otherwise: because };
  const keys = facts.map(({ source, id: fact }) => JSON.stringify([source, fact])).sort();
  const times = keys.flatMap((key) => timeOf.get(key) ?? []);
  const latest = times.reduce<Date | undefined>((late, one) => (late && late > one ? late : one), undefined);
  return { ways: [{ key: `criterion ${keys.join(' ')}`, at: latest ?? at, because }], otherwise };
};
