import { CONSULTING } from './consulting-course.ts';
import { MINUTE } from './calendar.ts';
import { fact, type Fact } from './fact.ts';
import { type Random } from './random.ts';

export interface Leaving {
  readonly learner: string;
  readonly at: number;
  readonly load: number;
}

const busy = ['client project', 'client project', 'no time beside the project', 'travel'];
const other = ['too long', 'nothing comes of it', 'not what I expected', 'changed role', 'left the company'];

/** A good third say that they leave, and why; the others fall silent. */
export const leavingOf = ({ learner, at, load }: Leaving, random: Random): readonly Fact[] => {
  if (!random.chance(0.38)) return [];
  const reason = random.pick(random.chance(0.4 * load) ? busy : other);
  return [
    fact('learning.Withdrawn', { subject: learner, at }, { ...CONSULTING, reason }),
    ...feedbackAfter({ learner, at: at + 4 * MINUTE, completed: false }, random),
  ];
};

interface Parting {
  readonly learner: string;
  readonly at: number;
  readonly completed: boolean;
}

const praise = [
  'The scenarios were my last three projects.',
  'The checklists are on my desk.',
  'The role play hurt, rightly.',
];
const regret = [
  'Good material, no time for it.',
  'I would finish it if it counted for something.',
  'Too many links out.',
];

/** Some answer the one question at the end. */
export const feedbackAfter = ({ learner, at, completed }: Parting, random: Random): readonly Fact[] => {
  if (!random.chance(completed ? 0.5 : 0.2)) return [];
  const rating = completed ? random.whole(3, 5) : random.whole(1, 4);
  const comment = random.chance(0.3) ? { comment: random.pick(completed ? praise : regret) } : {};
  const question = 'Would you recommend this course to a colleague?';
  return [
    fact('learning.FeedbackGiven', { subject: learner, at }, { ...CONSULTING, rating, scale: 5, question, ...comment }),
  ];
};
