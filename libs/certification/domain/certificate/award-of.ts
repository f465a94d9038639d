import { type IssuedCertificate, type ProgrammeDefinition } from '@laurel/contracts';
import { type Award, type StatusPlace } from '../award.ts';
import { capitalised, criteriaSentences } from '../programme/sentences.ts';

/** What a certificate says, from what was decided and the version of the programme it was earned by. */
export const awardOf = (
  issued: IssuedCertificate,
  definition: ProgrammeDefinition,
  { email, status }: { readonly email: string; readonly status: StatusPlace },
): Award => {
  const { certificate, programme, programmeVersion, level, issuedAt, expiresAt, evidence } = issued;
  const title = definition.levels.find(({ id }) => id === level)?.title;
  return {
    certificate,
    programme: {
      ...{ id: programme, version: programmeVersion, title: definition.title, description: definition.description },
      criteria: criteriaSentences(definition, level),
      ...(title === undefined ? {} : { level: title }),
    },
    ...{ email, status, issuedAt: new Date(issuedAt), expiresAt: expiresAt === null ? null : new Date(expiresAt) },
    evidence: evidence.map(({ because }) => `${capitalised(because.text)}.`),
  };
};
