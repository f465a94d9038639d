import { type EndorsementView, type ShownEndorsement } from '@laurel/contracts';
import {
  judgeConditions,
  type JudgedEndorsement,
  judgeEndorsement,
  readConditions,
  signersOf,
  type Verification,
} from '@laurel/certification-domain';
import { bodyViewOf } from './body-book.ts';
import { type KeptEndorsement } from './endorsement-book.ts';
import { type EndorsementPorts } from './endorsements.deps.ts';

export interface VerifiedEndorsement {
  readonly verification: Verification;
  readonly judged: JudgedEndorsement;
}

/** Verifies a document as an answer to an invitation; nothing that is stored about it is believed. */
export const verifyAsAnswer = async (
  { verify, isOwn, clock }: Pick<EndorsementPorts, 'verify' | 'isOwn' | 'clock'>,
  { state, body }: KeptEndorsement,
  document: string,
): Promise<VerifiedEndorsement> => {
  const verification = await verify(new TextEncoder().encode(document), clock.now());
  const expected = { subjects: new Set([state.invited.subject.id]), signers: signersOf(body), isOwn };
  return { verification, judged: judgeEndorsement(verification, expected) };
};

/** The endorsement as it is worth now. */
export const showEndorsement = async (ports: EndorsementPorts, kept: KeptEndorsement): Promise<EndorsementView> => {
  const { id, state } = kept;
  const { body, endorses, invitedAt } = state.invited;
  return {
    ...{ id, body, endorses, invitedAt, closed: state.closed },
    receivedAt: state.receivedAt ?? null,
    verifiedAt: state.verifiedAt ?? null,
    shown: state.document === undefined ? null : await showDocument(ports, kept, state.document),
  };
};

const showDocument = async (
  ports: EndorsementPorts,
  kept: KeptEndorsement,
  document: string,
): Promise<ShownEndorsement> => {
  const { id, state } = kept;
  const { verification, judged: found } = await verifyAsAnswer(ports, kept, document);
  const look = await ports.looks.find(id);
  const judged = asLastSeen(found, state);
  const conditions = await conditionsOf(ports, kept, verification);
  return {
    endorsement: id,
    ...partiesOf(kept, verification),
    verdict: judged.verdict,
    stands: judged.verdict === 'valid' && conditions.every(({ holds }) => holds === true),
    because: [...judged.because],
    comment: commentOf(verification),
    conditions: [...conditions],
    ...datesOf(verification),
    statusSince: state.status === 'in-force' ? null : (state.statusSince ?? null),
    lookedAt: isoOf(look?.lookedAt),
    unreachableSince: isoOf(look?.unreachableSince),
    document: ports.addresses.endorsement(id),
  };
};

/** Who signed, as it stands in the document; who was invited, where it cannot be read. */
const partiesOf = ({ state: { invited }, body }: KeptEndorsement, { credential }: Verification) => {
  const { name, url, signer } = bodyViewOf(body) ?? { name: invited.body, url: null, signer: '' };
  return {
    body: { name, url, signer: credential?.issuer.id ?? signer },
    about: { id: invited.subject.id, name: invited.subject.name },
  };
};

/** From when to when, as it was signed. */
export const datesOf = ({ credential }: Verification) => ({
  validFrom: isoOf(credential?.validFrom),
  validUntil: isoOf(credential?.validUntil),
});

/** A body that cannot be asked now said already that it withdrew. */
const asLastSeen = (found: JudgedEndorsement, { status, statusSince }: KeptEndorsement['state']): JudgedEndorsement =>
  found.verdict === 'unknown' && status !== 'in-force'
    ? {
        verdict: status,
        because: [`Its body said so when it was last asked (${statusSince ?? ''}).`, ...found.because],
      }
    : found;

/** Only what was signed is a condition: of a document that does not verify, none is read. */
const conditionsOf = async ({ things, clock }: EndorsementPorts, { state }: KeptEndorsement, found: Verification) => {
  if (found.verdict === 'invalid' || !found.credential) return [];
  const { endorses } = state.invited;
  const about = endorses.kind === 'certificate' ? await things.programmeOf(endorses.certificate) : undefined;
  const programme = endorses.kind === 'programme' ? endorses.programme : about?.id;
  const standing = programme === undefined ? undefined : await things.standing(programme);
  return judgeConditions(readConditions(found.credential.document), standing, clock.now());
};

/** `endorsementComment` of the subject (Open Badges 3.0). */
export const commentOf = ({ credential }: Verification): string | null => {
  const subject = credential?.document['credentialSubject'];
  const comment: unknown =
    typeof subject === 'object' && subject !== null ? Reflect.get(subject, 'endorsementComment') : undefined;
  return typeof comment === 'string' ? comment : null;
};

export const isoOf = (time: Date | null | undefined): string | null => time?.toISOString() ?? null;
