import { type Attachment, type CertificateDesign } from '@laurel/contracts';
import { type Award } from '../award.ts';
import { type SignedCredential } from '../sign-credential.port.ts';

/** A certificate as it is shown to its owner. The name is personal data: what is made of it is never stored. */
export interface ShownCertificate {
  readonly award: Award;
  readonly name: string;
  readonly signed: SignedCredential;
  /** Where anybody may check it. */
  readonly verifyUrl: string;
  readonly language: string | undefined;
  /** How the programme wants it to look. */
  readonly design: CertificateDesign;
}

/** Makes the files that a person holds: the document to print, the picture that carries the credential. */
export type MakeCertificateFiles = (shown: ShownCertificate) => Promise<readonly Attachment[]>;
