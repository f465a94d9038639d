import { type CertificateEvent, type IssuedCertificate } from '@laurel/contracts';

/** `renewed`: in force until it expires, and another follows. */
export type CertificateStatus = 'valid' | 'renewed' | 'suspended' | 'expired' | 'superseded' | 'revoked';

export type CertificateState =
  | { readonly is: 'none' | 'withheld' }
  | {
      readonly is: 'issued';
      readonly status: CertificateStatus;
      readonly issued: IssuedCertificate;
      readonly isSigned: boolean;
      readonly delivered: ReadonlySet<string>;
      readonly isExpiring: boolean;
      /** Why it is suspended, superseded or revoked. */
      readonly why: string | undefined;
      readonly by: string | undefined;
      /** Status before it was suspended. */
      readonly before: 'valid' | 'renewed';
      readonly next: string | undefined;
    };
export type Issued = Extract<CertificateState, { readonly is: 'issued' }>;

export const evolveCertificate = (state: CertificateState, event: CertificateEvent): CertificateState => {
  if (event.type === 'certification.CertificateWithheld') return { is: 'withheld' };
  if (event.type === 'certification.CertificateIssued') {
    return {
      ...{ is: 'issued', status: 'valid', issued: event.data, isSigned: false, delivered: new Set() },
      ...{ isExpiring: false, why: undefined, by: undefined, before: 'valid', next: undefined },
    };
  }
  return state.is === 'issued' ? changed(state, event) : state;
};

type Change = Exclude<
  CertificateEvent,
  { type: 'certification.CertificateIssued' | 'certification.CertificateWithheld' }
>;

type Mark = Extract<
  Change,
  {
    type: 'certification.CredentialSigned' | 'certification.CertificateDelivered' | 'certification.CertificateExpiring';
  }
>;
const MARKS: ReadonlySet<string> = new Set([
  'certification.CredentialSigned',
  'certification.CertificateDelivered',
  'certification.CertificateExpiring',
] satisfies readonly Mark['type'][]);
const isMark = (event: Change): event is Mark => MARKS.has(event.type);

const changed = (state: Issued, event: Change): Issued =>
  isMark(event) ? marked(state, event) : ofStatus(state, event);

/** What happened to it besides its status. */
const marked = (state: Issued, event: Mark): Issued => {
  switch (event.type) {
    case 'certification.CredentialSigned':
      return { ...state, isSigned: true };
    case 'certification.CertificateDelivered':
      return { ...state, delivered: new Set([...state.delivered, event.data.message]) };
    case 'certification.CertificateExpiring':
      return { ...state, isExpiring: true };
  }
};

const ofStatus = (state: Issued, event: Exclude<Change, Mark>): Issued => {
  switch (event.type) {
    case 'certification.CertificateExpired':
      return { ...state, status: 'expired' };
    case 'certification.CertificateSuspended':
      return suspended(state, event.data);
    case 'certification.CertificateReinstated':
      return { ...state, status: state.before, why: undefined, by: undefined };
    case 'certification.CertificateRenewed':
      return renewed(state, event.data.next);
    case 'certification.CertificateSuperseded':
      return { ...state, status: 'superseded', why: event.data.why, next: event.data.next };
    case 'certification.CertificateRevoked':
      return { ...state, status: 'revoked', why: event.data.why, by: event.data.by };
  }
};

const renewed = (state: Issued, next: string): Issued => ({
  ...{ ...state, next, before: 'renewed' },
  ...(state.status === 'valid' ? { status: 'renewed' } : {}),
});

const suspended = (state: Issued, { why, by }: Pick<Issued, 'why' | 'by'>): Issued => ({
  ...{ ...state, status: 'suspended', why, by },
  before: state.status === 'renewed' ? 'renewed' : 'valid',
});

/** Its bit in the status lists: revocation for good, suspension until it is lifted. */
export const statusBitOf = (status: CertificateStatus): 'revocation' | 'suspension' | undefined => {
  switch (status) {
    case 'revoked':
    case 'superseded':
      return 'revocation';
    case 'suspended':
      return 'suspension';
    case 'valid':
    case 'renewed':
    case 'expired':
      return undefined;
  }
};
