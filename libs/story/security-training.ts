import { type Calendar, DAY, HOUR, MINUTE, workingMoment } from './calendar.ts';
import { type Engineer } from './engineers.ts';
import { fact, type Fact } from './fact.ts';
import { randomOf } from './random.ts';

const course = 'security-awareness';
const parts = ['phishing', 'devices-on-the-road', 'client-data'];
/** Days before the end at which each yearly round was opened. */
const rounds = [800, 435, 70];

/** Every year again, for everybody: one course with three results per person. */
export const securityTraining = (engineers: readonly Engineer[], calendar: Calendar, seed: string): readonly Fact[] => [
  fact(
    'learning.CourseDescribed',
    { subject: `course:${course}`, at: calendar.longBefore },
    {
      course,
      repeats: true,
      title: 'Security awareness (yearly)',
      modules: parts.map((id) => ({ id })),
      assessments: [{ id: 'quiz', kind: 'quiz', passMark: 0.8 }],
    },
  ),
  ...engineers.flatMap((engineer) =>
    rounds.map((days) => calendar.end - days * DAY).flatMap((opened) => roundOf(engineer, opened, seed)),
  ),
];

const roundOf = ({ learner: subject, hiredAt, place }: Engineer, opened: number, seed: string): readonly Fact[] => {
  if (hiredAt > opened) return [];
  const random = randomOf(`${seed}/${subject}/security/${opened}`);
  const enrolledAt = opened + random.whole(6, 9) * HOUR;
  const startedAt = Math.max(
    enrolledAt + HOUR,
    workingMoment(opened + Math.min(random.waiting(6), 12) * DAY, place.utcOffset, random),
  );
  const raw = Math.min(20, Math.max(16, Math.round(random.normal(18, 1.5))));
  const finishedAt = startedAt + random.whole(35, 70) * MINUTE;
  const result = random.chance(0.98) ? 'pass' : 'fail';
  return [
    fact('learning.Assigned', { subject, at: enrolledAt - HOUR }, { course, by: 'rule', required: true }),
    fact('learning.Enrolled', { subject, at: enrolledAt }, { course, voluntary: false }),
    fact('learning.CourseStarted', { subject, at: startedAt }, { course }),
    ...parts.map((module, index) =>
      fact(
        'learning.Progressed',
        { subject, at: startedAt + (index + 1) * 9 * MINUTE },
        { course, module, share: (index + 1) / parts.length },
      ),
    ),
    fact(
      'learning.AssessmentSubmitted',
      { subject, at: finishedAt - MINUTE },
      { course, assessment: 'quiz', score: { raw, max: 20, scaled: raw / 20 }, passed: result === 'pass' },
    ),
    fact('learning.CourseCompleted', { subject, at: finishedAt }, { course, result }),
  ];
};
