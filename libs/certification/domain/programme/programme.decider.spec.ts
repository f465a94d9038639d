import { programmeDefinition, type ProgrammeSource } from '@laurel/contracts';
import { after } from './calendar.ts';
import { liveVersion, type ProgrammeCommand, programmeDecider } from './programme.decider.ts';

const source: ProgrammeSource = {
  ...{ title: 'Consultant', description: 'Advises.', requires: { is: 'course', id: 'a', course: 'a' } },
};
const draft = (more: Partial<ProgrammeSource> = {}): ProgrammeCommand => ({
  ...{ type: 'Draft', programme: 'consultant', definition: programmeDefinition.parse({ ...source, ...more }) },
});
const publish = (version: number): ProgrammeCommand => ({ type: 'Publish', version, by: 'key' });
const archive: ProgrammeCommand = { type: 'Archive', why: 'old', by: 'key' };

const stateAfter = (...commands: readonly ProgrammeCommand[]) =>
  commands.reduce(
    (state, command) => programmeDecider.decide(state, command).reduce(programmeDecider.evolve, state),
    programmeDecider.initial,
  );
const decides = (command: ProgrammeCommand, ...before: readonly ProgrammeCommand[]) =>
  programmeDecider.decide(stateAfter(...before), command).map(({ type }) => type.slice('certification.'.length));

it('counts a version for every change, and none for the same said again', () => {
  expect(decides(draft(), draft())).toEqual([]);
  expect(stateAfter(draft(), draft({ title: 'Senior' }))).toMatchObject({
    is: 'open',
    versions: new Map([
      [1, {}],
      [2, { title: 'Senior' }],
    ]),
  });
});

it('is begun by its published version only, and by none once archived', () => {
  expect(liveVersion(stateAfter(draft()))).toBeUndefined();
  expect(liveVersion(stateAfter(draft(), draft({ title: 'B' }), publish(1)))).toBe(1);
  expect(liveVersion(stateAfter(draft(), publish(1), archive))).toBeUndefined();
  expect(liveVersion(stateAfter(draft(), publish(1), archive, { type: 'Reopen', by: 'key' }))).toBe(1);
});

it('refuses what makes no sense', () => {
  expect(() => decides(publish(1))).toThrow('no such programme');
  expect(() => decides(publish(2), draft())).toThrow('has no version 2');
  expect(() => decides(draft({ title: 'B' }), draft(), archive)).toThrow('reopen it first');
  expect([decides(archive, draft(), archive), decides(publish(1), draft(), publish(1))]).toEqual([[], []]);
});

it.each<[string, Partial<ProgrammeSource>, string]>([
  ['a renewal of what does not expire', { renewal: { opens: { days: 1 } } }, 'set validFor'],
  [
    'two requirements of one id',
    { requires: { is: 'all', of: [source.requires, source.requires] } },
    'another requirement has this id',
  ],
  ['more than are there', { requires: { is: 'any', atLeast: 2, of: [source.requires] } }, 'only 1 are there'],
])('a definition says no to %s, and where', (_, more, message) => {
  const parsed = programmeDefinition.safeParse({ ...source, ...more });
  expect(parsed.error?.issues[0]?.message).toContain(message);
  expect(parsed.error?.issues[0]?.path.length).toBeGreaterThan(0);
});

it.each([
  ['2026-01-31T10:00:00.000Z', { months: 1 }, '2026-02-28T10:00:00.000Z'],
  ['2024-02-29T10:00:00.000Z', { months: 12 }, '2025-02-28T10:00:00.000Z'],
  ['2026-12-31T10:00:00.000Z', { days: 1 }, '2027-01-01T10:00:00.000Z'],
])('%s and %j is %s', (from, span, to) => {
  expect(after(new Date(from), span).toISOString()).toBe(to);
});
