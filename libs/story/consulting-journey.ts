import { type Calendar, DAY, HOUR, MINUTE, workingMoment } from './calendar.ts';
import { submissions } from './assessments.ts';
import { CERTIFICATION, CERTIFICATION_CAMPAIGN, CONSULTING, type Module, modules } from './consulting-course.ts';
import { type Engineer } from './engineers.ts';
import { type Enrolment } from './enrolments.ts';
import { type Channel } from './hearing.ts';
import { fact, type Fact } from './fact.ts';
import { feedbackAfter, type Leaving, leavingOf } from './leaving.ts';
import { type Random, randomOf } from './random.ts';

/** One person's way through the course: what happened, and when they were certified, if they were. */
export interface Journey {
  readonly facts: readonly Fact[];
  readonly certifiedAt?: number;
}

/** The walk so far. */
interface Walk {
  readonly engineer: Engineer;
  readonly calendar: Calendar;
  readonly random: Random;
  readonly facts: Fact[];
  /** Scores of the assessments that were passed, of 100. */
  readonly scores: number[];
  at: number;
  next: number;
}

export const journeyOf = (enrolment: Enrolment, calendar: Calendar, seed: string): Journey => {
  const { engineer, at, starts, channel } = enrolment;
  const random = randomOf(`${seed}/${engineer.learner}/consulting`);
  const facts = [enrolled(engineer, at, channel)];
  const walk: Walk = { engineer, calendar, random, facts, scores: [], at, next: 0 };
  if (!starts) return { facts: [...walk.facts, ...(random.chance(0.25) ? leave(walk, random.between(35, 70)) : [])] };

  walk.at = moment(walk, 0.5 + Math.min(random.waiting(3), 10));
  walk.facts.push(fact('learning.CourseStarted', { subject: engineer.learner, at: walk.at }, { ...CONSULTING }));
  const stayed = walkOn(walk) || (comesBack(walk) && walkOn(walk));
  return stayed ? finish(walk) : { facts: walk.facts };
};

const enrolled = ({ learner, experience, role }: Engineer, at: number, channel?: Channel): Fact =>
  fact(
    'learning.Enrolled',
    { subject: learner, at },
    { ...CONSULTING, voluntary: true, attributes: { experience, role, ...(channel ? utmOf(channel) : {}) } },
  );

/** What the LMS keeps of the link that led there. */
const utmOf = (channel: Channel) => ({
  utm_source: 'laurel',
  utm_medium: channel,
  utm_campaign: CERTIFICATION_CAMPAIGN,
});

const moment = ({ at, engineer, random }: Walk, days: number): number =>
  Math.max(at + 5 * MINUTE, workingMoment(at + days * DAY, engineer.place.utcOffset, random));

/** Module by module until the last one, or until the person stops. True when the last one was finished. */
const walkOn = (walk: Walk): boolean => {
  const { engineer, calendar, random } = walk;
  for (let module = modules[walk.next]; module; module = modules[walk.next]) {
    walk.at = moment(walk, Math.min(random.waiting(5.5 * engineer.load) + 0.3, 30));
    if (random.chance(stopping(walk.at < calendar.certification, engineer))) {
      walk.facts.push(...leave(walk, random.between(3, 12)));
      return false;
    }
    learn(walk, module);
    walk.next++;
  }
  return true;
};

/** The chance to stop before any module: nothing waits at the end of the course until the certification does. */
const stopping = (beforeCertification: boolean, { drive, load }: Engineer): number =>
  ((beforeCertification ? 0.12 : 0.032) * load) / drive;

const learn = (walk: Walk, module: Module): void => {
  const { engineer, random, facts } = walk;
  const { learner: subject } = engineer;
  const external = module.kind === 'links';
  const views = random.whole(2, 6);
  for (let view = 1; view <= views; view++) {
    const content = `${module.id}/${external ? 'link' : 'page'}-${view}`;
    const seconds = Math.round(random.waiting(240)) + 15;
    facts.push(
      fact(
        'learning.ContentViewed',
        { subject, at: walk.at, mark: content },
        { ...CONSULTING, content, kind: module.kind, ...(external ? { external } : { seconds }) },
      ),
    );
    walk.at += seconds * 1000 + random.whole(5, 90) * 1000;
  }
  const share = Math.round(((walk.next + 1) / modules.length) * 1000) / 1000;
  facts.push(
    fact('learning.Progressed', { subject, at: walk.at, mark: module.id }, { ...CONSULTING, module: module.id, share }),
  );
  if (module.assessment) assess(walk, module.assessment);
};

const assess = (walk: Walk, assessment: string): number => {
  const { engineer, calendar, random } = walk;
  const serious = walk.at >= calendar.certification;
  const taken = submissions(
    { learner: engineer.learner, assessment, at: walk.at + 20 * MINUTE },
    engineer.skill,
    serious,
    random,
  );
  walk.facts.push(...taken.facts);
  walk.scores.push(taken.score);
  walk.at = taken.endedAt;
  return taken.score;
};

/** Withdraws in words, or just falls silent. */
const leave = (walk: Walk, afterDays: number): readonly Fact[] => {
  const leaving: Leaving = { learner: walk.engineer.learner, at: moment(walk, afterDays), load: walk.engineer.load };
  return leavingOf(leaving, walk.random);
};

/** Some who had left hear of the certification and take up where they stopped; a withdrawal needs a new enrolment. */
const comesBack = (walk: Walk): boolean => {
  const { engineer, calendar, random } = walk;
  if (walk.at >= calendar.certification || !random.chance(0.3 * engineer.drive)) return false;
  const withdrew = walk.facts.some(({ type }) => type === 'learning.Withdrawn');
  walk.at = Math.max(walk.at + 15 * DAY, calendar.certification + DAY);
  walk.at = moment(walk, random.waiting(20));
  if (withdrew) walk.facts.push(enrolled(engineer, walk.at));
  walk.at += HOUR;
  return true;
};

const finish = (walk: Walk): Journey => {
  const { engineer, calendar, random, facts } = walk;
  const { learner: subject } = engineer;
  const raw = Math.round(walk.scores.reduce((sum, score) => sum + score, 0) / walk.scores.length);
  const result = raw >= 85 ? 'distinction' : raw >= 60 ? 'pass' : 'fail';
  walk.at += 30 * MINUTE;
  facts.push(
    fact(
      'learning.CourseCompleted',
      { subject, at: walk.at },
      { ...CONSULTING, result, score: { raw, max: 100, scaled: raw / 100 } },
    ),
    ...feedbackAfter({ learner: subject, at: walk.at + 5 * MINUTE, completed: true }, random),
    ...jobAidsOnSite(walk),
  );
  // Who had finished before sits the examination when there is one.
  walk.at = moment({ ...walk, at: Math.max(walk.at, calendar.certification) }, random.between(3, 20));
  if (result === 'fail' || !random.chance(0.85)) return { facts };
  return assess(walk, CERTIFICATION) >= 70 ? { facts, certifiedAt: walk.at } : { facts };
};

/** The job aids are read again at the client's. */
const jobAidsOnSite = (walk: Walk): readonly Fact[] => {
  const { engineer, random } = walk;
  const aids = modules.filter(({ kind }) => kind === 'job-aid');
  return Array.from({ length: random.whole(0, 8) }, (_, time) => {
    const content = `${random.pick(aids).id}/page-1`;
    const at = moment(walk, random.between(3, 120));
    return fact(
      'learning.ContentViewed',
      { subject: engineer.learner, at, mark: `${content}/${time}` },
      { ...CONSULTING, content, kind: 'job-aid' },
    );
  });
};
