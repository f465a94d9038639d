import { type CertificateEvent, type IssuedCertificate } from '@laurel/contracts';
import { BY_FACTS, type CertificateCommand, certificateDecider, isRevokedByPerson } from './certificate.decider.ts';
import { statusBitOf } from './certificate.state.ts';

const issued: IssuedCertificate = {
  ...{ certificate: '00000000-0000-4000-8000-000000000001', programme: 'consultant', programmeVersion: 1 },
  ...{ learner: 'ann', number: 1, issuedAt: '2026-01-13T09:00:00.000Z', expiresAt: '2027-01-13T09:00:00.000Z' },
  renewableFrom: '2026-11-13T09:00:00.000Z',
  evidence: [
    {
      ...{ requirement: 'exam', title: 'Exam', key: 'k', at: '2026-01-12T09:00:00.000Z' },
      because: { text: 'passed', facts: [] },
    },
  ],
};
const next = '00000000-0000-4000-8000-000000000002';
const issue: CertificateCommand = { type: 'Issue', issued };
const sign: CertificateCommand = {
  ...{ type: 'NoteSigned', place: { list: '1', index: 7 }, key: 'key-1' },
  ...{ documentSha256: 'a'.repeat(64), jwtSha256: 'b'.repeat(64) },
};
const passing = (now: string): CertificateCommand => ({ type: 'LetTimePass', now: new Date(now) });
const person = (type: 'Suspend' | 'Reinstate' | 'Revoke'): CertificateCommand => ({ type, why: 'asked', by: 'key' });
const succeed = (is: 'renewed' | 'superseded'): CertificateCommand => ({ type: 'Succeed', next, is, why: 'corrected' });
const fall: CertificateCommand = { type: 'LoseGround', why: 'scored 55%' };

const given = (...commands: readonly CertificateCommand[]) => {
  const history: CertificateEvent[] = [];
  const state = () => history.reduce(certificateDecider.evolve, certificateDecider.initial);
  const when = (command: CertificateCommand): readonly string[] => {
    const decided = certificateDecider.decide(state(), command);
    history.push(...decided);
    return decided.map(({ type }) => type.slice('certification.'.length));
  };
  commands.forEach(when);
  return { when, state };
};
const statusOf = (...commands: readonly CertificateCommand[]) => {
  const state = given(...commands).state();
  return state.is === 'issued' ? state.status : state.is;
};

it.each<[string, readonly CertificateCommand[], readonly string[]]>([
  ['is issued once', [issue, issue], []],
  ['is signed once', [issue, sign, sign], []],
  ['is not signed before it is there', [sign], []],
  ['expiring is said once, in the renewal window', [issue, passing('2026-11-13T09:00:00Z')], ['CertificateExpiring']],
  ['not before', [issue, passing('2026-11-13T08:59:59Z')], []],
  ['not of what is renewed', [issue, succeed('renewed'), passing('2026-12-01T00:00:00Z')], []],
  [
    'expires at its end, whether it was looked at before or not',
    [issue, passing('2027-01-13T09:00:00Z')],
    ['CertificateExpired'],
  ],
  ['a suspended one, too', [issue, person('Suspend'), passing('2028-01-01T00:00:00Z')], ['CertificateExpired']],
  ['a revoked one does not', [issue, fall, passing('2028-01-01T00:00:00Z')], []],
  ['is renewed without an end', [issue, succeed('renewed')], ['CertificateRenewed']],
  ['twice told is once', [issue, succeed('renewed'), succeed('renewed')], []],
  ['is superseded for good', [issue, succeed('superseded'), fall], []],
  ['is revoked because of facts', [issue, fall], ['CertificateRevoked']],
  ['once', [issue, fall, fall], []],
  [
    'a person may revoke what expired',
    [issue, passing('2028-01-01T00:00:00Z'), person('Revoke')],
    ['CertificateRevoked'],
  ],
  [
    'is delivered once a message',
    [issue, { type: 'NoteDelivered', message: 'm' }, { type: 'NoteDelivered', message: 'm' }],
    [],
  ],
])('%s', (_, commands, decided) => {
  const before = commands.slice(0, -1);
  const [last] = commands.slice(-1);
  expect(last && given(...before).when(last)).toEqual(decided);
});

it('comes back from a suspension as what it was', () => {
  expect(statusOf(issue, person('Suspend'))).toBe('suspended');
  expect(statusOf(issue, person('Suspend'), person('Reinstate'))).toBe('valid');
  expect(statusOf(issue, succeed('renewed'), person('Suspend'), person('Reinstate'))).toBe('renewed');
  expect(statusOf(issue, person('Suspend'), succeed('renewed'), person('Reinstate'))).toBe('renewed');
});

it('is suspended from the start where the one before is', () => {
  expect(statusOf({ ...issue, suspended: { why: 'asked', by: 'key' } })).toBe('suspended');
});

it('refuses a person what makes no sense', () => {
  expect(() => given().when(person('Suspend'))).toThrow('There is no such certificate');
  expect(() => given(issue).when(person('Reinstate'))).toThrow('only a suspended one is reinstated');
  expect(() => given(issue, fall).when(person('Suspend'))).toThrow('is revoked and cannot be suspended');
  expect(() => given(issue, succeed('superseded')).when(person('Revoke'))).toThrow('cannot be revoked');
});

it('knows whether facts or a person took its force', () => {
  const stateOf = (command: CertificateCommand) => {
    const state = given(issue, command).state();
    return state.is === 'issued' && isRevokedByPerson(state);
  };
  expect([stateOf(fall), stateOf(person('Revoke'))]).toEqual([false, true]);
  expect(BY_FACTS).toBe('facts');
});

it('sets a bit where it is not to be trusted, and none for a date', () => {
  expect((['revoked', 'superseded', 'suspended', 'valid', 'renewed', 'expired'] as const).map(statusBitOf)).toEqual([
    ...['revocation', 'revocation', 'suspension', undefined, undefined, undefined],
  ]);
});
