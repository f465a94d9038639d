import { CONDITIONS_CONTEXT, type EndorsementConditions, termsOfConditions } from '@laurel/certification-domain';
import { type EndorsementInvitation } from '@laurel/contracts';
import { CREDENTIALS_V2, isoSeconds, OPEN_BADGES_3, secure } from '@laurel/verifiable-credentials';
import { type BodyKey, methodOf, signerWith } from './body-key.ts';

/** Where the body will say that it withdrew. */
export interface WithdrawalPlace {
  /** Address of the body's own status list. */
  readonly list: string;
  readonly index: number;
}

export interface EndorsementAnswer {
  /** The body's own words, shown as they are. */
  readonly comment: string;
  readonly conditions: EndorsementConditions;
  readonly validUntil?: Date;
  /** Without it the endorsement can only run out, not be withdrawn. */
  readonly withdrawal?: WithdrawalPlace;
}

/** Signs an EndorsementCredential (Open Badges 3.0) here, offline. `id` is a new UUID. */
export const endorse = async (
  invitation: EndorsementInvitation,
  answer: EndorsementAnswer,
  { key, id, now }: { readonly key: BodyKey; readonly id: string; readonly now: Date },
): Promise<string> => {
  if (invitation.body.id !== key.signer) {
    throw new Error(`The invitation is for ${invitation.body.id}, and this key signs as ${key.signer}`);
  }
  const document = endorsementDocument(invitation, answer, { id, now });
  const sign = signerWith(key);
  return JSON.stringify(await secure(document, { created: now, verificationMethod: methodOf(key), sign }));
};

const endorsementDocument = (
  { endorses, body }: EndorsementInvitation,
  { comment, conditions, validUntil, withdrawal }: EndorsementAnswer,
  { id, now }: { readonly id: string; readonly now: Date },
) => {
  const terms = termsOfConditions(conditions);
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3, ...(terms ? [CONDITIONS_CONTEXT] : [])],
    id: `urn:uuid:${id}`,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: `Endorsement of ${endorses.name}`,
    issuer: { id: body.id, type: ['Profile'], name: body.name },
    validFrom: isoSeconds(now),
    ...(validUntil ? { validUntil: isoSeconds(validUntil) } : {}),
    credentialSubject: { id: endorses.id, type: ['EndorsementSubject'], endorsementComment: comment },
    ...(terms ? { termsOfUse: terms } : {}),
    ...(withdrawal ? { credentialStatus: statusEntry(withdrawal) } : {}),
  };
};

const statusEntry = ({ list, index }: WithdrawalPlace) => ({
  id: `${list}#${index}`,
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: String(index),
  statusListCredential: list,
});
