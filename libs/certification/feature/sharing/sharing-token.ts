import { type SharingPorts } from '../verification/verification.deps.ts';

/** The link by which a learner decides what is public. It belongs into the mail with the certificate, and nowhere else. */
export const sharingLink = (
  { signSharing, publicUrl }: Pick<SharingPorts, 'signSharing'> & { readonly publicUrl: string },
  certificate: string,
): string => `${publicUrl.replace(/\/+$/, '')}/sharing/${certificate}.${signSharing(certificate)}`;

/** The certificate that a token is for; undefined: it was not made here. */
export const readSharingToken = (
  { signSharing }: Pick<SharingPorts, 'signSharing'>,
  token: string,
): string | undefined => {
  const [certificate = '', signature, ...more] = token.split('.');
  return more.length === 0 && signature === signSharing(certificate) ? certificate : undefined;
};
