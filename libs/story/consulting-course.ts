import { type Calendar, DAY } from './calendar.ts';
import { fact, type Fact } from './fact.ts';

export const CONSULTING = { course: 'consulting', run: 'open' } as const;

/** The campaign that invites to the certification, as docs/examples/ has it. */
export const CERTIFICATION_CAMPAIGN = 'consulting-certification';

export interface Module {
  readonly id: string;
  readonly title: string;
  readonly kind: 'refresher' | 'checklist' | 'job-aid' | 'links' | 'scenario' | 'role-play';
  /** The assessment that ends this part. */
  readonly assessment?: string;
}

export const modules: readonly Module[] = [
  { id: 'refresher-platform', title: 'Refresher: the platform', kind: 'refresher' },
  { id: 'refresher-data', title: 'Refresher: data and migration', kind: 'refresher' },
  { id: 'refresher-integration', title: 'Refresher: integration', kind: 'refresher', assessment: 'technical-check' },
  { id: 'checklist-scoping', title: 'Decision checklist: scoping', kind: 'checklist' },
  { id: 'checklist-change', title: 'Decision checklist: change', kind: 'checklist', assessment: 'decision-case' },
  { id: 'job-aid-first-week', title: 'Job aid: the first week on site', kind: 'job-aid' },
  { id: 'job-aid-workshop', title: 'Job aid: running a workshop', kind: 'job-aid' },
  { id: 'further-reading', title: 'Existing material elsewhere', kind: 'links' },
  { id: 'scenario-scope-creep', title: 'Scenario: the scope that grows', kind: 'scenario' },
  { id: 'scenario-go-live', title: 'Scenario: the go-live that slips', kind: 'scenario', assessment: 'scenario-lab' },
  { id: 'role-play-sponsor', title: 'Role play: the doubtful sponsor', kind: 'role-play' },
  { id: 'role-play-escalation', title: 'Role play: the escalation', kind: 'role-play', assessment: 'role-play' },
];

const assessments = [
  { id: 'technical-check', title: 'Technical check', kind: 'quiz', weight: 20, passMark: 0.6 },
  { id: 'decision-case', title: 'Decision case', kind: 'case', weight: 25, passMark: 0.6 },
  { id: 'scenario-lab', title: 'Scenario lab', kind: 'simulation', weight: 25, passMark: 0.6 },
  { id: 'role-play', title: 'Role play with a coach', kind: 'observed', weight: 30, passMark: 0.6 },
];

/** The internal certification: nobody heard of it before it was introduced. */
export const CERTIFICATION = 'certification';
const certification = { id: CERTIFICATION, title: 'Certification', kind: 'exam', weight: 0, passMark: 0.7 };

const described = (at: number, version: string, all: typeof assessments): Fact =>
  fact(
    'learning.CourseDescribed',
    { subject: `course:${CONSULTING.course}`, at },
    {
      course: CONSULTING.course,
      version,
      title: 'From implementation engineer to implementation consultant',
      lapseAfter: { days: 45 },
      modules: modules.map(({ id, title, kind }) => ({ id, title, kind, optional: kind === 'links' })),
      assessments: all,
    },
  );

/** The course as announced, its one open-ended run, and the version with the certification. */
export const consultingDescribed = (calendar: Calendar): readonly Fact[] => [
  described(calendar.opening - 10 * DAY, '1', assessments),
  fact(
    'learning.CourseDescribed',
    { subject: `course:${CONSULTING.course}`, at: calendar.opening - 9 * DAY },
    { ...CONSULTING, lapseAfter: { days: 45 }, startsAt: new Date(calendar.opening).toISOString() },
  ),
  described(calendar.certification, '2', [...assessments, certification]),
];
