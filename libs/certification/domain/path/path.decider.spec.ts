import { type PathEvent, programmeDefinition, type ProgrammeSource } from '@laurel/contracts';
import { type Fact, NOTHING_NAMED } from '@laurel/criteria-domain';
import { type Look, type PathCommand, pathDecider, type Programme } from './path.decider.ts';
import { NO_PATH } from './path.state.ts';

const of = { programme: 'consultant', learner: 'ann' };
const at = (day: string): Date => new Date(`${day}T09:00:00.000Z`);

const completed = (course: string, day: string, result?: 'pass' | 'fail', id = `c-${course}-${day}`): Fact => ({
  ...{ source: 'lms', id, type: 'learning.CourseCompleted', occurredAt: at(day) },
  data: { course, ...(result ? { result } : {}) },
});
const scored = (raw: number, day: string, id = `a-${day}`, attempt = 1): Fact => ({
  ...{ source: 'lms', id, type: 'learning.AssessmentSubmitted', occurredAt: at(day) },
  data: { course: 'consulting', assessment: 'exam', attempt, score: { raw, max: 100 } },
});

const exam = { is: 'assessment', id: 'exam', course: 'consulting', assessment: 'exam', minimum: 0.7 } as const;
const role = { is: 'sign-off', id: 'role-play', title: 'Role play', by: ['mia'] } as const;
const source: ProgrammeSource = {
  ...{ title: 'Certified consultant', description: 'Advises customers.' },
  requires: { is: 'all', of: [{ is: 'course', id: 'course', course: 'consulting' }, exam] },
  validFor: { months: 12 },
  renewal: { opens: { days: 60 }, requires: { ...exam, id: 'again' }, grace: { days: 30 } },
};
const programmeOf = (...versions: readonly ProgrammeSource[]): Programme => ({
  definitions: new Map(versions.map((one, n) => [n + 1, programmeDefinition.parse(one)])),
  live: versions.length,
});

/** A learner whose facts come one after the other; what was decided, and what was decided newly. */
const path = (programme = programmeOf(source)) => {
  const history: PathEvent[] = [];
  let facts: readonly Fact[] = [];
  const tell = (command: PathCommand): readonly string[] => {
    const decided = pathDecider.decide(history.reduce(pathDecider.evolve, NO_PATH), command);
    history.push(...decided);
    return decided.map(({ type }) => type.slice('certification.'.length));
  };
  const look = (day: string, more: Partial<Look> = {}, held: Look['world']['held'] = []): readonly string[] => {
    const number = history.filter(({ type }) => type === 'certification.PathCompleted').length + 1;
    const certificate = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    const learner = { learner: 'ann', facts, enrolments: [], named: NOTHING_NAMED };
    return tell({ type: 'Look', of, programme, certificate, world: { learner, held, at: at(day) }, ...more });
  };
  const last = (type: PathEvent['type']) => history.findLast((one) => one.type === type)?.data;
  return {
    ...{ history, tell, look, last },
    told: (...now: readonly Fact[]) => void (facts = now),
    state: () => history.reduce(pathDecider.evolve, NO_PATH),
  };
};
const passed = [completed('consulting', '2026-01-10'), scored(75, '2026-01-12')];

it('begins with the first that counts, is complete with the last, and says nothing twice', () => {
  const ann = path();
  expect(ann.look('2026-01-09')).toEqual([]);
  ann.told(completed('consulting', '2026-01-10'));
  expect(ann.look('2026-01-10')).toEqual(['PathBegun', 'RequirementMet']);
  ann.told(completed('consulting', '2026-01-10'), scored(69, '2026-01-11'));
  expect(ann.look('2026-01-11')).toEqual([]);
  ann.told(completed('consulting', '2026-01-10'), scored(69, '2026-01-11'), scored(70, '2026-01-12', 'second', 2));
  expect(ann.look('2026-01-12')).toEqual(['RequirementMet', 'PathCompleted']);
  expect(ann.look('2026-01-13')).toEqual([]);
  expect(ann.last('certification.PathCompleted')).toMatchObject({
    ...{ number: 1, at: '2026-01-12T09:00:00.000Z', issuedAt: '2026-01-12T09:00:00.000Z' },
    ...{ expiresAt: '2027-01-12T09:00:00.000Z', renewableFrom: '2026-11-13T09:00:00.000Z' },
    graceUntil: '2027-02-11T09:00:00.000Z',
    evidence: [
      { requirement: 'course', because: { text: 'completed consulting on 2026-01-10' } },
      { requirement: 'exam', because: { facts: [{ source: 'lms', id: 'second' }] } },
    ],
  });
});

describe('when the facts change', () => {
  it('is reopened by a score that was corrected below the minimum, and says which fact', () => {
    const ann = path();
    ann.told(...passed);
    ann.look('2026-01-13');
    ann.told(...passed, scored(55, '2026-01-14', 'corrected'));
    expect(ann.look('2026-01-14')).toEqual(['RequirementUnmet', 'PathReopened']);
    expect(ann.last('certification.PathReopened')).toMatchObject({
      why:
        'exam of consulting: scored 55% in exam of consulting on 2026-01-14, at least 70% is asked ' +
        '(before: scored 75% in exam of consulting on 2026-01-12, at least 70% is asked)',
      because: [{ facts: expect.arrayContaining([{ source: 'lms', id: 'corrected' }]) as unknown }],
    });
    expect(ann.look('2026-01-15')).toEqual([]);
  });

  it('is complete again when the correction is voided, to the old end', () => {
    const ann = path();
    ann.told(...passed);
    ann.look('2026-01-13');
    ann.told(...passed, scored(55, '2026-01-14', 'corrected'));
    ann.look('2026-01-14');
    ann.told(...passed);
    expect(ann.look('2026-02-01')).toEqual(['RequirementMet', 'PathCompleted']);
    expect(ann.last('certification.PathCompleted')).toMatchObject({
      ...{ number: 2, issuedAt: '2026-02-01T09:00:00.000Z', expiresAt: '2027-01-13T09:00:00.000Z' },
    });
    expect(ann.last('certification.PathCompleted')).not.toHaveProperty('after');
    ann.told(completed('consulting', '2026-01-10'));
    expect(ann.look('2026-02-02')).toEqual(['RequirementUnmet', 'PathReopened']);
  });

  it('supersedes where a corrected score is still enough', () => {
    const ann = path();
    ann.told(...passed);
    ann.look('2026-01-13');
    ann.told(...passed, scored(71, '2026-01-14', 'corrected'));
    expect(ann.look('2026-01-14')).toEqual(['PathCompleted']);
    expect(ann.last('certification.PathCompleted')).toMatchObject({
      ...{ number: 2, expiresAt: '2027-01-13T09:00:00.000Z' },
      after: { certificate: '00000000-0000-4000-8000-000000000001', is: 'superseded' },
    });
    expect(ann.look('2026-01-15')).toEqual([]);
  });

  it('names what it named, though an earlier pass is told late or a better one follows', () => {
    const ann = path();
    ann.told(...passed);
    ann.look('2026-01-13');
    ann.told(...passed, scored(90, '2026-01-02', 'late', 2), scored(99, '2026-01-20', 'better', 3));
    expect(ann.look('2026-01-21')).toEqual([]);
    ann.told(completed('consulting', '2026-01-10'), scored(90, '2026-01-02', 'late', 2));
    expect(ann.look('2026-01-22')).toEqual(['PathCompleted']); // superseded by the other attempt
  });

  it('counts the result that a course ended with', () => {
    const ann = path();
    ann.told(...passed);
    ann.look('2026-01-13');
    ann.told(...passed, completed('consulting', '2026-01-20', 'fail'));
    expect(ann.look('2026-01-20')).toEqual(['RequirementUnmet', 'PathReopened']);
  });
});

describe('renewal', () => {
  const renewed = (day: string) => {
    const ann = path();
    ann.told(...passed);
    ann.look('2026-01-13');
    ann.told(...passed, scored(80, day, 'again', 7));
    return { ann, decided: ann.look(day) };
  };

  it('counts nothing before its window, and loses no day in it', () => {
    expect(renewed('2026-10-01').decided).toEqual([]);
    const { ann, decided } = renewed('2026-12-24');
    expect(decided).toEqual(['RequirementMet', 'PathCompleted']);
    expect(ann.last('certification.PathCompleted')).toMatchObject({
      ...{ number: 2, issuedAt: '2026-12-24T09:00:00.000Z', expiresAt: '2028-01-13T09:00:00.000Z' },
      after: { is: 'renewed' },
    });
    expect(ann.look('2026-12-25')).toEqual([]);
  });

  it('is enough within the grace, to an end counted from then; later all is asked again', () => {
    const { ann } = renewed('2027-02-01');
    expect(ann.last('certification.PathCompleted')).toMatchObject({ number: 2, expiresAt: '2028-02-01T09:00:00.000Z' });
    const { ann: late, decided } = renewed('2027-03-01');
    expect(decided).toEqual(['RequirementMet']);
    late.told(...passed, scored(80, '2027-03-01', 'again', 7), completed('consulting', '2027-03-02'));
    expect(late.look('2027-03-02')).toEqual([]); // of the same enrolment: the first completion stands
    expect(late.state().completions).toBe(1);
  });
});

describe('sign-off', () => {
  const withRole = programmeOf({ ...source, requires: { is: 'all', inOrder: true, of: [exam, role] } });
  const signOff = (mentor: string, day: string): PathCommand => ({
    ...{ type: 'SignOff', of, programme: withRole, requirement: 'role-play', mentor, at: at(day), by: 'key' },
  });

  it('is given by who is named, counts in its place, and may be withdrawn', () => {
    const ann = path(withRole);
    expect(() => ann.tell(signOff('bob', '2026-01-01'))).toThrow('bob may not sign off Role play: mia may');
    expect(ann.tell(signOff('mia', '2026-01-01'))).toEqual(['PathBegun', 'SignedOff']);
    expect(ann.tell(signOff('mia', '2026-01-01'))).toEqual([]);
    ann.told(scored(80, '2026-01-12'));
    expect(ann.look('2026-01-13')).toEqual(['RequirementMet']); // the role play was before the exam
    ann.tell(signOff('mia', '2026-01-14'));
    expect(ann.look('2026-01-14')).toEqual(['RequirementMet', 'PathCompleted']);
    const withdraw: PathCommand = { type: 'WithdrawSignOff', of, signOff: 2, why: 'another person', by: 'key' };
    expect(ann.tell(withdraw)).toEqual(['SignOffWithdrawn']);
    expect(ann.tell(withdraw)).toEqual([]);
    expect(ann.look('2026-01-15')).toEqual(['RequirementUnmet', 'PathReopened']);
  });
});

it('stays on its version unless it is moved, and what is complete stays complete', () => {
  const harder = { ...source, requires: { is: 'all' as const, of: [source.requires, role] } };
  const ann = path(programmeOf(source, harder));
  const before = { programme: { ...programmeOf(source, harder), live: 1 } };
  ann.told(completed('consulting', '2026-01-10'));
  ann.look('2026-01-10', before);
  ann.told(...passed);
  expect(ann.look('2026-01-13')).toContain('PathCompleted');
  const move: PathCommand = {
    type: 'Move',
    of,
    programme: programmeOf(source, harder),
    to: 2,
    why: 'asked',
    by: 'key',
  };
  expect(ann.tell(move)).toEqual(['PathMoved']);
  expect(ann.look('2026-01-14')).toEqual([]);
});

it('begins and completes nothing in an archived programme, and loses what falls', () => {
  const ann = path();
  ann.told(...passed);
  const archived = { programme: { ...programmeOf(source), live: undefined } };
  expect(ann.look('2026-01-13', archived)).toEqual([]);
  ann.look('2026-01-13');
  ann.told(completed('consulting', '2026-01-10'));
  expect(ann.look('2026-01-14', archived)).toEqual(['RequirementUnmet', 'PathReopened']);
});

it('is raised by a level, and falls back with it', () => {
  const levels = [{ id: 'senior', title: 'Senior', requires: { is: 'course', id: 'deep', course: 'deep' } as const }];
  const ann = path(programmeOf({ ...source, levels }));
  ann.told(...passed);
  ann.look('2026-01-13');
  expect(ann.last('certification.PathCompleted')).not.toHaveProperty('level');
  ann.told(...passed, completed('deep', '2026-02-01'));
  expect(ann.look('2026-02-01')).toEqual(['PathCompleted']);
  expect(ann.last('certification.PathCompleted')).toMatchObject({
    ...{ level: 'senior', after: { is: 'superseded', why: 'the level is Senior' } },
  });
  ann.told(...passed);
  expect(ann.look('2026-02-02')).toEqual(['PathCompleted']);
  expect(ann.last('certification.PathCompleted')).not.toHaveProperty('level');
});

it('carries over a certificate of another programme as long as it is in force, and what was counted after', () => {
  const other = { is: 'certificate', id: 'basics', programme: 'basics' } as const;
  const ann = path(programmeOf({ ...source, requires: { is: 'any', of: [other, exam] } }));
  const held = {
    ...{ certificate: 'b1', programme: 'basics', title: 'Basics', level: undefined, levels: [] },
    ...{ issuedAt: at('2025-06-01'), expiresAt: at('2026-06-01') },
  };
  expect(ann.look('2026-07-01', {}, [held])).toEqual([]);
  expect(ann.look('2026-05-01', {}, [held])).toEqual(['PathBegun', 'RequirementMet', 'PathCompleted']);
  expect(ann.look('2026-06-02', {}, [held])).toEqual([]); // its end takes nothing back
  expect(ann.look('2026-06-03', {}, [])).toEqual(['RequirementUnmet', 'PathReopened']); // its loss does
});
