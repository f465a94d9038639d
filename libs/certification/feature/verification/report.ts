import { type ShownEndorsement, type VerificationReport } from '@laurel/contracts';
import { type ReadCredential, type Verification } from '@laurel/certification-domain';
import { readEndorsements } from '../endorsements/endorsement-book.ts';
import { datesOf, showEndorsement } from '../endorsements/show-endorsement.ts';
import { embeddedEndorsements } from './embedded-endorsements.ts';
import { type KnownCertificate, type VerificationPorts } from './verification.deps.ts';

/** Verifies what was given, all of it: the credential, and every endorsement that it has. Never throws for what was given. */
export const reportOn = async (ports: VerificationPorts, given: Uint8Array): Promise<VerificationReport> => {
  const now = ports.clock.now();
  const verification = await ports.verify(given, now);
  const { verdict, checks, credential } = verification;
  const known = await knownOf(ports, verification);
  return {
    verdict,
    says: sentenceOf(verification, known),
    checkedAt: now.toISOString(),
    checks: [...checks],
    credential: credential && { ...wordsOf(credential), ...datesOf(verification) },
    certificate: known && certificateOf(ports, known),
    endorsements: credential ? [...(await endorsementsOf(ports, credential))] : [],
  };
};

/** Only what we surely signed is looked up: its bearer may know what became of it. */
const knownOf = async (
  { isOwn, addresses, findCertificate }: VerificationPorts,
  { checks, credential }: Verification,
): Promise<KnownCertificate | null> => {
  const isSigned = checks.filter(({ of }) => of === 'signature' || of === 'issuer');
  if (!credential?.id || !isOwn(credential.issuer.id) || isSigned.some(({ result }) => result !== 'passed'))
    return null;
  const before = addresses.certificate('');
  if (!credential.id.startsWith(before)) return null;
  return (await findCertificate(credential.id.slice(before.length))) ?? null;
};

const certificateOf = ({ addresses }: VerificationPorts, { state, why, next }: KnownCertificate) => ({
  ...{ holder: null, state, why },
  supersededBy: next === null ? null : addresses.verify(next),
});

const SENTENCES: Readonly<Record<Verification['verdict'], string>> = {
  valid: 'It is genuine and in force.',
  'not-yet-valid': 'It is genuine and not in force yet.',
  expired: 'It is genuine and no longer in force: its time is over.',
  suspended: 'Its issuer has suspended it: it does not count now.',
  revoked: 'Its issuer has revoked it: it counts no longer.',
  invalid: 'It is not genuine as it stands: do not rely on it.',
  unreadable: 'It cannot be read as a credential.',
  unchecked: 'Something could not be checked, so it is not shown as valid.',
};

const sentenceOf = ({ verdict }: Verification, known: KnownCertificate | null): string =>
  verdict === 'revoked' && known?.state === 'superseded'
    ? 'Another certificate took its place: this one counts no longer.'
    : SENTENCES[verdict];

const endorsementsOf = async (
  ports: VerificationPorts,
  credential: ReadCredential,
): Promise<readonly ShownEndorsement[]> => {
  const embedded = await embeddedEndorsements(ports, credential);
  if (!ports.isOwn(credential.issuer.id)) return embedded;
  const about = new Set([ports.addresses.did, credential.id, credential.subject.id]);
  const kept = (await readEndorsements(ports)).filter(
    ({ state }) => state.document !== undefined && !state.closed && about.has(state.invited.subject.id),
  );
  const views = await Promise.all(kept.map((one) => showEndorsement(ports, one)));
  return [...views.flatMap(({ shown }) => (shown ? [shown] : [])), ...embedded];
};

const wordsOf = ({ id, kind, issuer, subject, document }: ReadCredential) => {
  const achievement = fieldOf([document['credentialSubject']].flat()[0], 'achievement');
  const evidence = [document['evidence']].flat().flatMap((one) => textOf(fieldOf(one, 'narrative')));
  return {
    ...{ id, kind, issuer: { ...issuer }, subject: { ...subject } },
    criteria: textOf(fieldOf(fieldOf(achievement, 'criteria'), 'narrative'))[0] ?? null,
    evidence,
  };
};

const textOf = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : []);
const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
