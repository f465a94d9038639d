import { type SignedCredential } from '../sign-credential.port.ts';

/** Keeps what was signed: the file itself, which goes out the same every time. */
export interface CredentialStore {
  /** Of several that were signed for one certificate the first is kept, and answered. */
  keep(certificate: string, signed: SignedCredential): Promise<SignedCredential>;
  find(certificate: string): Promise<SignedCredential | undefined>;
}
