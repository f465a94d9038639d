import {
  CertificateDelivered,
  type CertificateEvent,
  certificateEvents,
  CertificateExpired,
  CertificateExpiring,
  CertificateIssued,
  CertificateReinstated,
  CertificateRenewed,
  CertificateRevoked,
  CertificateSuperseded,
  CertificateSuspended,
  CertificateWithheld,
  CredentialSigned,
  type IssuedCertificate,
  type OfCertificate,
} from '@laurel/contracts';
import { BadEvent, type Decider, Refused } from '@laurel/kernel';
import { type StatusPlace } from '../award.ts';
import { type CertificateState, evolveCertificate, type Issued } from './certificate.state.ts';

/** A path was completed. */
export interface Issue {
  readonly type: 'Issue';
  readonly issued: IssuedCertificate;
  /** As the one before is suspended, this one is. */
  readonly suspended?: { readonly why: string; readonly by: string } | undefined;
}
/** A path was completed, and a person had revoked the certificate before. */
export interface Withhold {
  readonly type: 'Withhold';
  readonly of: OfCertificate;
  readonly why: string;
}
export interface NoteSigned {
  readonly type: 'NoteSigned';
  readonly place: StatusPlace;
  readonly key: string;
  readonly documentSha256: string;
  readonly jwtSha256: string;
}
export interface NoteDelivered {
  readonly type: 'NoteDelivered';
  readonly message: string;
}
/** Another certificate of the same path follows. */
export interface Succeed {
  readonly type: 'Succeed';
  readonly next: string;
  readonly is: 'renewed' | 'superseded';
  readonly why: string;
}
/** The path is no longer complete. */
export interface LoseGround {
  readonly type: 'LoseGround';
  readonly why: string;
}
/** Time has passed. */
export interface LetTimePass {
  readonly type: 'LetTimePass';
  readonly now: Date;
}
/** A person decides, with a reason. */
export interface Judge {
  readonly type: 'Suspend' | 'Reinstate' | 'Revoke';
  readonly why: string;
  readonly by: string;
}
export type CertificateCommand =
  Issue | Withhold | NoteSigned | NoteDelivered | Succeed | LoseGround | LetTimePass | Judge;

/** Who took a certificate's force, where facts did. */
export const BY_FACTS = 'facts';

const definitions = new Map<string, (typeof certificateEvents)[number]>(
  certificateEvents.map((one) => [one.type, one]),
);

/** One certificate: stream `certificate-<certificate>`. Whatever becomes of it, what it said stays readable. */
export const certificateDecider: Decider<CertificateState, CertificateCommand, CertificateEvent> = {
  initial: { is: 'none' },
  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of a certificate`);
    return definition.read(stored);
  },
  evolve: evolveCertificate,
  decide: (state, command) => {
    if (command.type === 'Issue') return issue(state, command);
    if (command.type === 'Withhold') {
      return state.is === 'none' ? [CertificateWithheld.of({ ...command.of, why: command.why })] : [];
    }
    if (state.is === 'issued') return change(state, command);
    if (isJudgement(command)) throw new Refused('certificate.missing', 'There is no such certificate');
    return [];
  },
};

const issue = (state: CertificateState, { issued, suspended }: Issue): readonly CertificateEvent[] => {
  if (state.is !== 'none') return [];
  const of = ofCertificate(issued);
  return [CertificateIssued.of(issued), ...(suspended ? [CertificateSuspended.of({ ...of, ...suspended })] : [])];
};

export const ofCertificate = (issued: OfCertificate): OfCertificate => {
  const { certificate, programme, programmeVersion, learner, number } = issued;
  return { certificate, programme, programmeVersion, learner, number };
};

const change = (state: Issued, command: Exclude<CertificateCommand, Issue | Withhold>): readonly CertificateEvent[] => {
  const of = ofCertificate(state.issued);
  if (isJudgement(command)) return judge(state, of, command);
  switch (command.type) {
    case 'NoteSigned':
      return noteSigned(state, of, command);
    case 'NoteDelivered':
      return noteDelivered(state, of, command);
    case 'Succeed':
      return succeed(state, of, command);
    case 'LoseGround':
      return isOver(state) ? [] : [CertificateRevoked.of({ ...of, why: command.why, by: BY_FACTS })];
    case 'LetTimePass':
      return letTimePass(state, of, command);
  }
};

const noteSigned = (
  { isSigned }: Issued,
  of: OfCertificate,
  { place, key, documentSha256, jwtSha256 }: NoteSigned,
): readonly CertificateEvent[] =>
  isSigned ? [] : [CredentialSigned.of({ ...of, ...place, key, documentSha256, jwtSha256 })];

const noteDelivered = (
  { delivered }: Issued,
  of: OfCertificate,
  { message }: NoteDelivered,
): readonly CertificateEvent[] => (delivered.has(message) ? [] : [CertificateDelivered.of({ ...of, message })]);

const isJudgement = (command: CertificateCommand): command is Judge =>
  command.type === 'Suspend' || command.type === 'Reinstate' || command.type === 'Revoke';

/** For good. */
export const isOver = ({ status }: Pick<Issued, 'status'>): boolean => status === 'revoked' || status === 'superseded';

/** By a person, and not because of facts: only a person gives it back. */
export const isRevokedByPerson = ({ status, by }: Pick<Issued, 'status' | 'by'>): boolean =>
  status === 'revoked' && by !== BY_FACTS;

const succeed = (state: Issued, of: OfCertificate, { next, is, why }: Succeed): readonly CertificateEvent[] => {
  if (isOver(state) || state.next === next) return [];
  return is === 'renewed' ? [CertificateRenewed.of({ ...of, next })] : [CertificateSuperseded.of({ ...of, next, why })];
};

const letTimePass = (state: Issued, of: OfCertificate, { now }: LetTimePass): readonly CertificateEvent[] => {
  const { status, issued } = state;
  const { expiresAt } = issued;
  if (isOver(state) || status === 'expired' || expiresAt === null) return [];
  if (new Date(expiresAt) <= now) return [CertificateExpired.of({ ...of, expiresAt })];
  return opensNow(state, now) ? [CertificateExpiring.of({ ...of, expiresAt })] : [];
};

/** The renewal window opened, and nothing was said of it yet. */
const opensNow = ({ status, isExpiring, issued: { renewableFrom } }: Issued, now: Date): boolean =>
  status === 'valid' && !isExpiring && renewableFrom !== null && new Date(renewableFrom) <= now;

const judge = (state: Issued, of: OfCertificate, { type, why, by }: Judge): readonly CertificateEvent[] => {
  const said = { ...of, why, by };
  switch (type) {
    case 'Suspend':
      if (state.status === 'suspended') return [];
      refuseOver(state, 'suspended');
      return [CertificateSuspended.of(said)];
    case 'Reinstate':
      if (state.status !== 'suspended') {
        throw new Refused(
          'certificate.not-suspended',
          `The certificate is ${state.status}; only a suspended one is reinstated`,
        );
      }
      return [CertificateReinstated.of(said)];
    case 'Revoke':
      if (state.status === 'revoked') return [];
      if (state.status === 'superseded') refuseOver(state, 'revoked');
      return [CertificateRevoked.of(said)];
  }
};

const refuseOver = (state: Issued, to: string): void => {
  if (!isOver(state) && state.status !== 'expired') return;
  throw new Refused('certificate.over', `The certificate is ${state.status} and cannot be ${to}`);
};
