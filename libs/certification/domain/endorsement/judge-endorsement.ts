import { type ReadCredential, type Verdict, type Verification } from '../verify-credential.port.ts';

/**
 * What an endorsement is worth now. forged: the house signed it itself. withdrawn, suspended: the body's own status list says
 * so. unknown: something could not be looked at, so it does not count.
 */
export type EndorsementVerdict =
  'valid' | 'not-yet-valid' | 'expired' | 'suspended' | 'withdrawn' | 'invalid' | 'forged' | 'unknown';

export interface ExpectedEndorsement {
  /** The public addresses and ids of what is endorsed. */
  readonly subjects: ReadonlySet<string>;
  /** Under which ids the body is known here. */
  readonly signers: ReadonlySet<string>;
  /** Whether an id, key or address belongs to the house. */
  readonly isOwn: (id: string) => boolean;
}

export interface JudgedEndorsement {
  readonly verdict: EndorsementVerdict;
  /** Sentences for a person. */
  readonly because: readonly string[];
}

/** Judges what was verified: a good signature is not enough, it must be the body's, and about the right thing. */
export const judgeEndorsement = (
  { verdict, checks, credential }: Verification,
  expected: ExpectedEndorsement,
): JudgedEndorsement => {
  const found = checks.filter(({ result }) => result !== 'passed').map(({ says }) => says);
  const forged = credential && whyForged(credential, expected);
  if (forged) return { verdict: 'forged', because: [forged, ...found] };
  const wrong = credential ? whyNotMeant(credential, expected) : 'It cannot be read as an endorsement.';
  if (wrong !== undefined) return { verdict: 'invalid', because: [wrong, ...found] };
  return { verdict: VERDICTS[verdict], because: found };
};

const VERDICTS: Readonly<Record<Verdict, EndorsementVerdict>> = {
  valid: 'valid',
  'not-yet-valid': 'not-yet-valid',
  expired: 'expired',
  suspended: 'suspended',
  revoked: 'withdrawn',
  invalid: 'invalid',
  unreadable: 'invalid',
  unchecked: 'unknown',
};

const whyForged = ({ issuer, document }: ReadCredential, { isOwn }: ExpectedEndorsement): string | undefined => {
  if (isOwn(issuer.id)) return 'The issuer of the certificates names itself as the body that endorses them.';
  const own = methodsOf(document).find(isOwn);
  return own === undefined
    ? undefined
    : `It is signed by a key of the issuer of the certificates (${own}), not of the body.`;
};

const whyNotMeant = (credential: ReadCredential, { subjects, signers }: ExpectedEndorsement): string | undefined => {
  const { kind, issuer, subject } = credential;
  if (kind !== 'endorsement') return 'It is a credential of another kind than an endorsement.';
  if (!signers.has(issuer.id)) return `It is signed by ${issuer.id}, who is not this body.`;
  if (subject.id !== null && subjects.has(subject.id)) return undefined;
  return `It endorses ${subject.id ?? 'nothing'}, not ${[...subjects].join(' or ')}.`;
};

/** The verification methods that the proofs name. */
const methodsOf = ({ proof }: Readonly<Record<string, unknown>>): readonly string[] =>
  (Array.isArray(proof) ? proof : [proof]).flatMap((one: unknown) => {
    const method: unknown =
      typeof one === 'object' && one !== null ? Reflect.get(one, 'verificationMethod') : undefined;
    return typeof method === 'string' ? [method] : [];
  });
