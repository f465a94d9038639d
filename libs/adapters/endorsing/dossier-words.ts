import { type EndorsementInvitation } from '@laurel/contracts';

/** The invitation as a person reads it, line by line. */
export const wordsOfInvitation = ({ endorses, issuer, body, dossier }: EndorsementInvitation): readonly string[] => {
  const { standard, alignment, hours, assessors, sample } = dossier;
  return [
    `${issuer.name} (${issuer.id}) asks ${body.name} (${body.id}) to endorse:`,
    `  ${endorses.name}`,
    `  ${endorses.id}`,
    ...(endorses.description === '' ? [] : ['', endorses.description]),
    ...section('What has to be done', endorses.criteria),
    ...(standard ? section('Made for the standard', [[standard.name, standard.url].filter(Boolean).join(', ')]) : []),
    ...section(
      'Alignment',
      alignment.map(({ outcome, met }) => `${outcome}: ${met}`),
    ),
    ...(hours === undefined ? [] : section('Hours of learning', [String(hours)])),
    ...section(
      'Assessors',
      assessors.map(({ role, qualification }) => `${role}: ${qualification}`),
    ),
    ...sample.flatMap(({ pseudonym, month, evidence }) => section(`Certificate ${pseudonym}, ${month}`, evidence)),
  ];
};

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  - ${line}`)];
