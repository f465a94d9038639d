import { type AwardedProgramme, type PublicAddresses } from '@laurel/certification-domain';
import { CREDENTIALS_V2, OPEN_BADGES_3 } from '@laurel/verifiable-credentials';

/** A programme's version as an Achievement (Open Badges 3.0). */
export const achievementOf = (programme: AwardedProgramme, addresses: PublicAddresses) => ({
  id: addresses.achievement(programme.id, programme.version),
  type: ['Achievement'],
  achievementType: 'Certification',
  name: programme.title,
  description: programme.description,
  criteria: { narrative: programme.criteria.join('\n') },
  version: String(programme.version),
  ...(programme.level === undefined ? {} : { tag: [programme.level] }),
});

/** At the address of the programme's version. */
export const achievementDocument = (programme: AwardedProgramme, addresses: PublicAddresses) => ({
  '@context': [CREDENTIALS_V2, OPEN_BADGES_3],
  ...achievementOf(programme, addresses),
});
