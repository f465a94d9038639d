import { CERTIFICATION, CONSULTING } from './consulting-course.ts';
import { DAY, MINUTE } from './calendar.ts';
import { fact, type Fact } from './fact.ts';
import { type Random } from './random.ts';

interface Sitting {
  readonly learner: string;
  readonly assessment: string;
  readonly at: number;
}

interface Taken {
  readonly facts: readonly Fact[];
  /** Of the last attempt, of 100. */
  readonly score: number;
  readonly endedAt: number;
}

const ATTEMPTS = 3;

/** Up to three attempts; now and then a coach corrects the score of one afterwards. */
export const submissions = (sitting: Sitting, skill: number, serious: boolean, random: Random): Taken => {
  const { learner: subject, assessment } = sitting;
  const passMark = assessment === CERTIFICATION ? 70 : 60;
  const facts: Fact[] = [];
  const told = (at: number, attempt: number, raw: number, mark: string) =>
    facts.push(
      fact(
        'learning.AssessmentSubmitted',
        { subject, at, mark: `${assessment}/${mark}` },
        { ...CONSULTING, assessment, attempt, score: { raw, max: 100, scaled: raw / 100 }, passed: raw >= passMark },
      ),
    );
  let at = sitting.at;
  for (let attempt = 1; ; attempt++) {
    let score = scoreOf(skill, serious, attempt, random);
    told(at, attempt, score, `${attempt}`);
    if (random.chance(0.015)) {
      score = Math.min(100, score + random.whole(2, 9));
      told(at + Math.round(random.between(1, 4) * DAY), attempt, score, `${attempt}/corrected`);
    }
    if (score >= passMark || attempt === ATTEMPTS) return { facts, score, endedAt: at + 10 * MINUTE };
    at += Math.round(random.between(0.8, 3) * DAY);
  }
};

/** People prepare when something waits at the end. */
const scoreOf = (skill: number, serious: boolean, attempt: number, random: Random): number => {
  const expected = (serious ? 75 : 64) * skill + (attempt - 1) * 6;
  return Math.round(Math.min(100, Math.max(12, random.normal(expected, 11))));
};
