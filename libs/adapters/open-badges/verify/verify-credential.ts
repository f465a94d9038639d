import {
  type Check,
  type FetchPublic,
  type ReadCredential,
  type Verdict,
  type Verification,
  type VerifyCredential,
} from '@laurel/certification-domain';
import { type JsonObject } from '@laurel/verifiable-credentials';
import { type Authentication, authenticate } from './authenticate.ts';
import { checkDates } from './check-dates.ts';
import { checkStatus, type Status } from './check-status.ts';
import { type Credential, datesOf, kindOf } from './credential-form.ts';
import { checkOf, failed, type Finding, unchecked } from './finding.ts';
import { readGiven } from './read-given.ts';
import { NotRead } from './read-json.ts';

/** Verifies Open Badges 3.0 and other Verifiable Credentials, Laurel's own and others', in any of the forms that they travel in. */
export const credentialVerifier =
  (fetchPublic: FetchPublic): VerifyCredential =>
  async (bytes, now) => {
    const given = readGiven(bytes);
    if (given instanceof NotRead) return unreadable(given.why);
    const authentication = await authenticate(given, { fetchPublic, now });
    const { credential } = authentication;
    if (!credential) return unreadable(authentication.form.says);
    const dates = checkDates(credential, now);
    const status = isGenuine(authentication) ? await checkStatus(credential, { fetchPublic, now }) : NOT_ASKED;
    return {
      verdict: verdictOf(authentication, { dates, status }, isBefore(credential, now)),
      checks: checksOf(authentication, dates, status.finding),
      credential: readOf(credential, given.document),
    };
  };

/** Nobody's list is asked for what nobody signed: a forged document could name any address. */
const NOT_ASKED: Status = {
  finding: unchecked('Not looked up, as it is not known to be from its issuer.'),
  lost: null,
};

const isGenuine = ({ form, signature, issuer }: Authentication): boolean =>
  [form, signature, issuer].every(({ result }) => result === 'passed');

const isBefore = (credential: Credential, now: Date): boolean => (datesOf(credential).from ?? now) > now;

interface InForce {
  readonly dates: Finding;
  readonly status: Status;
}

/** The worst that is certain; valid only where everything passed. */
const verdictOf = (authentication: Authentication, { dates, status }: InForce, isEarly: boolean): Verdict => {
  const results = [authentication.form, authentication.signature, authentication.issuer].map(({ result }) => result);
  if (results.includes('failed')) return 'invalid';
  if (results.includes('unchecked')) return 'unchecked';
  if (status.lost === 'revocation') return 'revoked';
  if (dates.result === 'failed') return isEarly ? 'not-yet-valid' : 'expired';
  if (status.lost === 'suspension') return 'suspended';
  return status.finding.result === 'passed' ? 'valid' : 'unchecked';
};

const checksOf = ({ form, signature, issuer }: Authentication, dates: Finding, status: Finding): readonly Check[] => [
  ...[checkOf('form', form), checkOf('signature', signature), checkOf('issuer', issuer)],
  ...[checkOf('dates', dates), checkOf('status', status)],
];

const unreadable = (why: string): Verification => ({
  verdict: 'unreadable',
  checks: [checkOf('form', failed(why))],
  credential: null,
});

const readOf = (credential: Credential, document: JsonObject): ReadCredential => {
  const { from, until } = datesOf(credential);
  return {
    id: credential.id ?? null,
    kind: kindOf(credential),
    issuer: { id: credential.issuer.id, name: credential.issuer.name ?? null },
    subject: subjectOf(credential),
    ...{ validFrom: from, validUntil: until, document },
  };
};

const subjectOf = ({ credentialSubject: [subject] }: Credential): ReadCredential['subject'] => {
  const { id = null, name = null } = subject?.achievement ?? subject ?? {};
  return { id, name };
};
