import { type AssessmentCriterion } from '@laurel/contracts';
import { z } from 'zod';
import { because, begunAt, type Enrolment, type Fact, latestFact } from './enrolment.ts';
import { type Finding } from './finding.ts';
import { compareText } from './order.ts';
import { dayOf } from './words.ts';

const described = z.array(z.object({ id: z.string(), title: z.string().optional(), dueAt: z.string().optional() }));

interface Described {
  /** Undefined where no assessments were described. */
  readonly by: Fact | undefined;
  readonly list: z.infer<typeof described>;
}

/** The assessments of the run, or of the course where nothing was said about those of the run. */
const assessmentsOf = ({ courseDescriptions, run: own }: Enrolment): Described => {
  const ofRun = courseDescriptions.filter(({ run }) => own !== '' && run === own);
  const ofCourse = courseDescriptions.filter(({ run = '' }) => run === '');
  const by = latestFact(ofRun, 'assessments') ?? latestFact(ofCourse, 'assessments');
  return { by, list: by ? listIn(by) : [] };
};

const lists = new WeakMap<Fact, Described['list']>();

/** Read once of each fact: a back-test asks the same description on every day. */
const listIn = (fact: Fact): Described['list'] => {
  const list = lists.get(fact) ?? described.parse(fact.data['assessments']);
  lists.set(fact, list);
  return list;
};

/** The latest fact about each attempt, by assessment; a missing attempt is the first. */
const attemptsOf = ({ facts }: Enrolment): ReadonlyMap<string, readonly Fact[]> => {
  const latest = new Map<string, Map<number, Fact>>();
  for (const fact of facts) {
    if (fact.type !== 'learning.AssessmentSubmitted') continue;
    const assessment = String(fact.data['assessment']);
    const attempts = latest.get(assessment) ?? new Map<number, Fact>();
    latest.set(assessment, attempts.set(Number(fact.data['attempt'] ?? 1), fact));
  }
  return new Map([...latest].map(([assessment, attempts]) => [assessment, [...attempts.values()]]));
};

const NOT_FOUND = {
  failed: { any: 'failed no assessment', first: 'did not fail the first assessment' },
  overdue: { any: 'is overdue with no assessment', first: 'is not overdue with the first assessment' },
} as const;

/** Each assessment that stands so is a reason of its own. */
export const ofAssessments = ({ stands, which }: AssessmentCriterion, enrolment: Enrolment, at: Date): Finding => {
  const all = assessmentsOf(enrolment);
  const titleOf = (id: string): string => all.list.find((one) => one.id === id)?.title ?? id;
  const standing = stands === 'failed' ? failed(enrolment, titleOf) : overdue(enrolment, all, at);
  const found = which === 'first' ? standing.filter(({ id }) => id === firstDue(all)) : standing;
  if (found.length > 0) return { holds: true, ...turned(found) };
  return { holds: false, because: [because(NOT_FOUND[stands][which ?? 'any'])], otherwise: [] };
};

/** Of equals the least id, by bytes. */
const firstDue = ({ list }: Described): string | undefined =>
  list
    .flatMap(({ id, dueAt }) => (dueAt === undefined ? [] : [{ id, due: Date.parse(dueAt) }]))
    .sort((a, b) => a.due - b.due || compareText(a.id, b.id))[0]?.id;

interface Found {
  readonly id: string;
  readonly because: Finding['because'][number];
  readonly otherwise: string;
}

const turned = (found: readonly Found[]) => ({
  because: found.map((one) => one.because),
  otherwise: found.map(({ otherwise }) => otherwise),
});

const failed = (enrolment: Enrolment, titleOf: (id: string) => string): readonly Found[] =>
  [...attemptsOf(enrolment)].flatMap(([id, attempts]) => {
    if (attempts.some(({ data }) => data['passed'] === true)) return [];
    const last = attempts
      .filter(({ data }) => data['passed'] === false)
      .sort(byTime)
      .at(-1);
    if (!last) return [];
    const title = titleOf(id);
    return [
      { id, because: because(`failed ${title} on ${dayOf(last.occurredAt)}`, last), otherwise: `passing ${title}` },
    ];
  });

const byTime = (a: Fact, b: Fact): number => a.occurredAt.getTime() - b.occurredAt.getTime();

const overdue = (enrolment: Enrolment, { by, list }: Described, at: Date): readonly Found[] => {
  const submitted = attemptsOf(enrolment);
  const begun = begunAt(enrolment);
  return list.flatMap(({ id, title = id, dueAt }) => {
    const due = dueAt === undefined ? undefined : new Date(dueAt);
    if (!due || due < begun || due >= at || submitted.has(id)) return [];
    const text = `${title} was due on ${dayOf(due)}, and nothing was submitted`;
    return [{ id, because: because(text, ...(by ? [by] : [])), otherwise: `submitting ${title}` }];
  });
};
