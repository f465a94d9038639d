import { type FactWords } from './facts.ts';

const DAY_MS = 86_400_000;
const BEGIN = Date.parse('2024-01-01T00:00:00Z');
/** The last event of a history is before this. */
export const HISTORY_ENDS = new Date('2026-01-01T00:00:00Z');
const DAYS = (HISTORY_ENDS.getTime() - BEGIN) / DAY_MS;

/** Mulberry32: the same numbers from 0 to 1 for the same seed, everywhere. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** The same list in an order of the random numbers. */
export const shuffled = <T>(list: readonly T[], random: () => number): T[] =>
  list
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

const MODULES = [
  { id: 'm1', title: 'Basics' },
  { id: 'm2', title: 'Practice' },
  { id: 'm3', title: 'More to read', optional: true },
  { id: 'm4', title: 'For leads', requiredFor: ['lead'] },
  { id: 'm5', title: 'Exam' },
];

/** What the courses are: one repeats each year, one lapses, one says nothing of the kind. */
const courses: readonly FactWords[] = ['yearly', 'lapsing', 'plain'].map((course) => ({
  type: 'learning.CourseDescribed',
  at: new Date(BEGIN).toISOString(),
  data: {
    course,
    modules: MODULES,
    ...(course === 'yearly' ? { repeats: true } : {}),
    ...(course === 'lapsing' ? { lapseAfter: { days: 40 } } : {}),
  },
  learner: `course:${course}`,
  id: `course-${course}`,
}));

type Say = (type: string, day: number, data: object) => void;

interface Stay {
  readonly say: Say;
  readonly random: () => number;
  readonly of: object;
  /** A day after the last one, at most so many later. */
  readonly later: (most: number) => number;
}

const workThroughModules = ({ say, random, of, later }: Stay): void => {
  for (const { id } of MODULES) {
    if (random() < 0.15) break;
    say('ContentViewed', later(30), {
      ...of,
      content: id,
      external: random() < 0.2,
      seconds: Math.round(random() * 900),
    });
    if (random() < 0.8) say('Progressed', later(10), { ...of, module: id });
  }
};

const sitExam = ({ say, random, of, later }: Stay): void => {
  for (let attempt = 1; random() < 0.6; attempt++) {
    const raw = Math.round(random() * 100);
    const responses = ['q1', 'q2', 'q3'].map((item) => ({ item, correct: random() < 0.6 }));
    say('AssessmentSubmitted', later(10), {
      ...of,
      ...{ assessment: 'exam', attempt, score: { raw, max: 100 }, passed: raw >= 50, responses },
    });
  }
};

/** Completes, withdraws or just stays; may come back, and may say how it was. */
const leave = ({ say, random, of, later }: Stay): void => {
  if (random() < 0.5)
    say('CourseCompleted', later(5), { ...of, result: oneOf(['pass', 'fail', 'distinction'], random) });
  else if (random() < 0.5) say('Withdrawn', later(20), { ...of, reason: 'no time' });
  if (random() < 0.2) say('Enrolled', later(200), of);
  if (random() < 0.3) say('FeedbackGiven', later(5), { ...of, rating: Math.ceil(random() * 5), scale: 5 });
};

/** One enrolment from its beginning to wherever it got to; days count from the begin of the history. */
const enrolment = (say: Say, random: () => number): void => {
  const of = { course: oneOf(['yearly', 'lapsing', 'plain'], random), run: oneOf(['spring', 'autumn'], random) };
  let day = random() * (DAYS - 60);
  const later = (most: number): number => (day = Math.min(day + random() * most, DAYS - 1));
  say('Enrolled', day, {
    ...of,
    attributes: { level: oneOf(['junior', 'senior'], random) },
    ...(random() < 0.1 ? { timeKnown: false } : {}),
  });
  if (random() < 0.2) return; // never started
  const stay = { say, random, of, later };
  workThroughModules(stay);
  sitExam(stay);
  leave(stay);
};

const oneOf = <T>(list: readonly [T, ...T[]], random: () => number): T =>
  list[Math.floor(random() * list.length)] ?? list[0];

/**
 * Two years of so many learners, and what goes wrong with facts: told up to a year late, corrected under the same
 * identity (a conflict), taken back (sometimes before they were told), and told again under another id.
 */
export const sampleHistory = (seed: number, learners: number): readonly FactWords[] => {
  const random = randomOf(seed);
  const words: FactWords[] = [...courses];
  for (let number = 0; number < learners; number++) {
    const learner = `learner-${number}`;
    const say: Say = (type, day, data) => {
      const at = BEGIN + Math.floor(day * 86_400) * 1000;
      const late = random() < 0.3 ? random() * 365 * DAY_MS : random() * DAY_MS;
      words.push({
        type: `learning.${type}` as FactWords['type'],
        at: new Date(at).toISOString(),
        told: new Date(Math.floor(at + late)).toISOString(),
        data,
        learner,
        id: `f${words.length}`,
      });
    };
    say('PersonDescribed', 0, {
      attributes: { team: oneOf(['red', 'blue'], random), role: oneOf(['lead', 'engineer'], random) },
    });
    for (let count = 0; count < 1 + random() * 2; count++) enrolment(say, random);
  }
  return [...words, ...mistakes(words, random)];
};

/** What was wrong about some of these, told at any time before or after. */
const mistakes = (words: readonly FactWords[], random: () => number): FactWords[] =>
  words.flatMap((one): FactWords[] => {
    const chance = random();
    const around = Date.parse(one.told ?? one.at) + (random() - 0.2) * 90 * DAY_MS;
    const told = new Date(Math.floor(Math.max(around, BEGIN))).toISOString();
    const of = { source: 'lms', id: one.id ?? '' };
    if (one.type === 'learning.CourseDescribed') return [];
    if (chance < 0.05) {
      return [{ type: 'learning.Voided', at: told, data: { of }, learner: one.learner ?? 'l1', id: `void-${of.id}` }];
    }
    if (chance < 0.1) return [{ ...one, at: new Date(Date.parse(one.at) + DAY_MS).toISOString(), told }];
    if (chance < 0.13) return [{ ...one, id: `again-${of.id}`, told }];
    return [];
  });
