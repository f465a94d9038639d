import { type Award, type StatusPlace, type StatusPurpose } from '@laurel/certification-domain';
import { CREDENTIALS_V2, isoSeconds, OPEN_BADGES_3 } from '@laurel/verifiable-credentials';
import { createHash } from 'node:crypto';
import { achievementOf } from './achievement.ts';
import { type Issuer, profileOf } from './issuer.ts';

/** The credential without its proof. salt: random, 16 bytes at least. */
export const achievementCredential = (award: Award, issuer: Issuer, salt: string) => ({
  '@context': [CREDENTIALS_V2, OPEN_BADGES_3],
  id: issuer.addresses.certificate(award.certificate),
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: award.programme.title,
  issuer: profileOf(issuer),
  validFrom: isoSeconds(award.issuedAt),
  ...(award.expiresAt ? { validUntil: isoSeconds(award.expiresAt) } : {}),
  credentialSubject: {
    type: ['AchievementSubject'],
    identifier: [hashedEmail(award.email, salt)],
    achievement: achievementOf(award.programme, issuer.addresses),
  },
  ...(award.evidence.length === 0
    ? {}
    : { evidence: award.evidence.map((narrative) => ({ type: ['Evidence'], narrative })) }),
  credentialStatus: PURPOSES.map((purpose) => statusEntry(award.status, purpose, issuer)),
});

const PURPOSES: readonly StatusPurpose[] = ['revocation', 'suspension'];

/** Who knows the address can check that it is meant; nobody can read it out. In small letters, as people write it both ways. */
const hashedEmail = (email: string, salt: string) => ({
  type: 'IdentityObject',
  hashed: true,
  identityHash: `sha256$${createHash('sha256').update(`${email.trim().toLowerCase()}${salt}`).digest('hex')}`,
  identityType: 'emailAddress',
  salt,
});

const statusEntry = ({ list, index }: StatusPlace, purpose: StatusPurpose, { addresses }: Issuer) => ({
  id: `${addresses.status(list, purpose)}#${index}`,
  type: 'BitstringStatusListEntry',
  statusPurpose: purpose,
  statusListIndex: String(index),
  statusListCredential: addresses.status(list, purpose),
});
