import { type Verification } from '../verify-credential.port.ts';
import { CONDITIONS_CONTEXT, readConditions, termsOfConditions } from './endorsement-conditions.ts';
import { judgeConditions } from './judge-conditions.ts';
import { judgeEndorsement } from './judge-endorsement.ts';

const body = 'did:web:body.example';
const subject = 'https://learn.example/programmes/consulting/1';
const expected = {
  subjects: new Set([subject]),
  signers: new Set([body]),
  isOwn: (id: string) => id.startsWith('https://learn.example/') || id.startsWith('did:web:learn.example'),
};

const verified = (more: Partial<NonNullable<Verification['credential']>> = {}): Verification => ({
  verdict: 'valid',
  checks: [{ of: 'signature', result: 'passed', says: 'Nothing was changed.' }],
  credential: {
    ...{ id: 'urn:uuid:1', kind: 'endorsement', issuer: { id: body, name: 'The Body' } },
    ...{ subject: { id: subject, name: null }, validFrom: null, validUntil: null },
    document: { proof: { verificationMethod: `${body}#key-1` } },
    ...more,
  },
});

describe('an endorsement', () => {
  it('is valid where the body signed it for what is endorsed', () => {
    expect(judgeEndorsement(verified(), expected)).toEqual({ verdict: 'valid', because: [] });
  });

  it.each([
    ['the house names itself as the body', { issuer: { id: 'did:web:learn.example', name: 'The Body' } }],
    [
      'the key is of the house',
      { document: { proof: [{ verificationMethod: 'https://learn.example/issuer#key-1' }] } },
    ],
  ])('is forged where %s, whatever else is found', (_, more) => {
    expect(judgeEndorsement(verified(more), expected).verdict).toBe('forged');
    expect(judgeEndorsement({ ...verified(more), verdict: 'invalid' }, expected).verdict).toBe('forged');
  });

  it.each([
    ['of another body', { issuer: { id: 'did:key:z6Mk', name: 'The Body' } }, /who is not this body/],
    ['about something else', { subject: { id: `${subject}0`, name: null } }, /^It endorses .*, not /],
    ['no endorsement', { kind: 'achievement' as const }, /another kind/],
  ])('is invalid where it is %s', (_, more, because) => {
    const judged = judgeEndorsement(verified(more), expected);
    expect([judged.verdict, judged.because[0]]).toEqual(['invalid', expect.stringMatching(because)]);
  });

  it('is invalid where it cannot be read', () => {
    expect(judgeEndorsement({ verdict: 'unreadable', checks: [], credential: null }, expected).verdict).toBe('invalid');
  });

  it.each([
    ['revoked', 'withdrawn'],
    ['suspended', 'suspended'],
    ['expired', 'expired'],
    ['unchecked', 'unknown'],
    ['invalid', 'invalid'],
  ] as const)('that was found %s is %s, and says why', (verdict, is) => {
    const checks = [{ of: 'status', result: 'failed', says: 'The list says so.' } as const];
    expect(judgeEndorsement({ ...verified(), verdict, checks }, expected)).toEqual({
      verdict: is,
      because: ['The list says so.'],
    });
  });
});

describe('conditions', () => {
  const all = { passRate: { atLeast: 40, atMost: 90 }, evidenceSample: 3, reviewBy: '2026-06-30' };
  const now = new Date('2026-06-30T23:59:59.999Z');
  const standing = { begun: 8, certified: 5, withEvidence: 3 };
  const holds = (...given: Parameters<typeof judgeConditions>) => judgeConditions(...given).map((one) => one.holds);

  const contexts = ['https://www.w3.org/ns/credentials/v2'];
  const documentOf = (termsOfUse: unknown, context: object = CONDITIONS_CONTEXT) => ({
    ...{ '@context': [...contexts, context], termsOfUse },
  });

  it('are read as they were signed', () => {
    expect(readConditions(documentOf(termsOfConditions(all)))).toEqual(all);
    expect(readConditions(documentOf([termsOfConditions({ evidenceSample: 0 })]))).toEqual({ evidenceSample: 0 });
    expect(readConditions(documentOf(termsOfConditions({ passRate: { atLeast: 0, atMost: 50 } })))).toEqual({
      passRate: { atLeast: 0, atMost: 50 },
    });
    expect([termsOfConditions({}), readConditions({ '@context': contexts })]).toEqual([undefined, {}]);
  });

  const type = 'EndorsementConditions';
  it.each([
    ['a condition that is not known', { type, moonPhase: 'full' }],
    ['a share above all', { type, passRateAtLeastPercent: 101 }],
    ['a band upside down', { type, passRateAtLeastPercent: 9, passRateAtMostPercent: 8 }],
    ['a day that is none', { type, reviewBy: '2026-13-01' }],
    ['a sample in words', { type, evidenceSample: 'many' }],
    ['terms of another kind', { type: 'Other' }],
    ['two sets of them', [termsOfConditions(all), termsOfConditions(all)]],
  ])('do not hold for sure with %s', (_, termsOfUse) => {
    expect(holds(readConditions(documentOf(termsOfUse)), standing, now)).toEqual([null]);
  });

  it('cannot be hidden by giving their words another meaning', () => {
    const hidden = { ...CONDITIONS_CONTEXT, review: CONDITIONS_CONTEXT.reviewBy };
    expect(holds(readConditions(documentOf({ type, review: '2020-01-01' }, hidden)), standing, now)).toEqual([null]);
  });

  it('hold, break, or cannot be told', () => {
    expect(holds(all, standing, now)).toEqual([true, true, true]);
    expect(holds(all, { ...standing, certified: 3, withEvidence: 2 }, new Date('2026-07-01'))).toEqual([
      false,
      false,
      false,
    ]);
    expect(holds(all, { ...standing, certified: 8 }, now)).toEqual([false, true, true]);
    expect(holds(all, { begun: 4, certified: 2, withEvidence: 9 }, now)).toEqual([null, true, true]);
    expect(holds(all, undefined, now)).toEqual([null, null, true]);
  });

  it('count both ends of the band', () => {
    const band = { passRate: { atLeast: 62.5, atMost: 62.5 } };
    expect(judgeConditions(band, standing, now)).toEqual([
      { says: 'From 62.5% to 62.5% of those who began are certified: 62.5% are (5 of 8).', holds: true },
    ]);
  });
});
