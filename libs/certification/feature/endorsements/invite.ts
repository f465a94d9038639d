import {
  type Endorses,
  type EndorsementInvitation,
  type InvitationDraft,
  type InvitedEndorsement,
} from '@laurel/contracts';
import { bodyViewOf } from './body-book.ts';
import { type KeptEndorsement } from './endorsement-book.ts';
import { type EndorsementPorts } from './endorsements.deps.ts';

type Subject = InvitedEndorsement['subject'];

/** What is endorsed, as outsiders see it; undefined: there is none. */
export const subjectOf = async (ports: EndorsementPorts, endorses: Endorses): Promise<Subject | undefined> => {
  const { addresses, issuerName, things } = ports;
  if (endorses.kind === 'issuer') {
    const description = 'Issues certificates for what its people learned.';
    return { id: addresses.did, name: issuerName, description, criteria: [] };
  }
  const of =
    endorses.kind === 'programme'
      ? { id: endorses.programme, version: endorses.version }
      : await things.programmeOf(endorses.certificate);
  const programme = of && (await things.programme(of.id, of.version));
  if (!of || !programme) return undefined;
  const id =
    endorses.kind === 'programme'
      ? addresses.achievement(of.id, of.version)
      : addresses.certificate(endorses.certificate);
  return { id, name: programme.title, description: programme.description, criteria: [...programme.criteria] };
};

/** The dossier as it is shown to the body: the sample is drawn once and stays. */
export const dossierOf = async (
  { things }: EndorsementPorts,
  { endorses, dossier: { sample: size, ...said } }: InvitationDraft,
  seed: string,
): Promise<InvitedEndorsement['dossier']> => {
  const sample =
    endorses.kind === 'programme' && size > 0
      ? await things.sample({ programme: endorses.programme, version: endorses.version, size, seed })
      : [];
  return { ...said, sample: [...sample] };
};

/** The file that the body signs from. */
export const invitationOf = (
  { addresses, issuerName }: EndorsementPorts,
  { id, state, body }: KeptEndorsement,
): EndorsementInvitation => {
  const { subject, dossier, body: bodyId } = state.invited;
  const { name = bodyId, signer = '' } = bodyViewOf(body) ?? {};
  return {
    format: 'laurel-endorsement-invitation/1',
    endorsement: id,
    endorses: subject,
    issuer: { id: addresses.did, name: issuerName },
    body: { id: signer, name },
    dossier,
    answerTo: addresses.endorsement(id),
  };
};
