import { type CampaignPeople } from '@laurel/contracts';
import { enrolmentOf, type Learner, NOTHING_NAMED } from '@laurel/criteria-domain';
import { type CriteriaReader } from '@laurel/criteria-read-model';
import { criteriaAudience } from './criteria-audience.ts';

const at = new Date('2026-03-01T00:00:00Z');
const fact = (type: string, course: string, data: Record<string, unknown>) => ({
  ...{ source: 'lms', id: `${type}/${course}`, type, occurredAt: new Date('2026-01-01T00:00:00Z') },
  data: { course, ...data },
});
const enrolment = (course: string, title: string) => {
  const facts = [fact('learning.Enrolled', course, {})];
  return enrolmentOf({
    ...{ learner: 'ann', course, run: '', registration: '', ordinal: 1, facts, courseFacts: facts },
    ...{ courseDescriptions: [fact('learning.CourseDescribed', course, { title })], personDescriptions: [] },
  });
};
const ann: Learner = {
  learner: 'ann',
  facts: [],
  enrolments: [enrolment('security', 'Security awareness'), enrolment('consulting', 'Consulting')],
  named: NOTHING_NAMED,
};

const titleFor = async (people: CampaignPeople, learner: Learner) => {
  const criteria: Pick<CriteriaReader, 'people' | 'members'> = {
    people: () => Promise.resolve([learner]),
    members: () => Promise.resolve([]),
  };
  const audience = criteriaAudience(criteria, () => Promise.resolve(new Map()));
  return (await audience.standings(people, ['ann'], at)).get('ann')?.courseTitle;
};

it('calls the course as the facts do where one is asked about, and never by another course of the person', async () => {
  const inConsulting: CampaignPeople = { about: 'learner', criterion: { is: 'has', course: 'consulting' } };
  const everybody: CampaignPeople = {
    about: 'learner',
    criterion: { is: 'attribute', of: 'person', name: 'role', test: { op: 'eq', value: 'engineer' } },
  };
  const enrolled: CampaignPeople = {
    ...{ about: 'enrolment', where: { course: 'consulting' } },
    criterion: { is: 'state', state: 'current' },
  };
  const withSecurityOnly = { ...ann, enrolments: ann.enrolments.slice(0, 1) };
  expect(await titleFor(inConsulting, ann)).toBe('Consulting');
  expect(await titleFor(enrolled, ann)).toBe('Consulting');
  expect(await titleFor(inConsulting, withSecurityOnly)).toBeUndefined();
  expect(await titleFor(everybody, ann)).toBeUndefined();
});
