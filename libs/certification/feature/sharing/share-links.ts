import { type SharingView } from '@laurel/contracts';
import { type Sharing } from '@laurel/certification-domain';
import { escapedForMarkup as escaped } from '@laurel/platform';
import { type KnownCertificate, type SharingPorts } from '../verification/verification.deps.ts';

type Linked = Pick<KnownCertificate, 'certificate' | 'title' | 'issuedAt' | 'expiresAt'>;

/** What the learner has to show it with. Links that lead nowhere for others are not given. */
export const sharingViewOf = (
  { addresses, issuerName }: Pick<SharingPorts, 'addresses' | 'issuerName'>,
  known: Linked,
  { isPublic, withName }: Sharing,
): SharingView => {
  const { certificate } = known;
  const verifyUrl = addresses.verify(certificate);
  return {
    ...{ certificate, isPublic, withName, verifyUrl, documentUrl: addresses.certificate(certificate) },
    linkedInUrl: isPublic ? linkedInUrl(known, issuerName, verifyUrl) : null,
    mailSignature: isPublic ? mailSignature(known, addresses.picture(certificate), verifyUrl) : null,
  };
};

/** LinkedIn's "add to profile" form, filled in. */
const linkedInUrl = (
  { certificate, title, issuedAt, expiresAt }: Linked,
  issuer: string,
  verifyUrl: string,
): string => {
  const fields = new URLSearchParams({
    ...{ startTask: 'CERTIFICATION_NAME', name: title, organizationName: issuer },
    issueYear: String(issuedAt.getUTCFullYear()),
    issueMonth: String(issuedAt.getUTCMonth() + 1),
    ...(expiresAt && {
      expirationYear: String(expiresAt.getUTCFullYear()),
      expirationMonth: String(expiresAt.getUTCMonth() + 1),
    }),
    ...{ certUrl: verifyUrl, certId: certificate },
  });
  return `https://www.linkedin.com/profile/add?${fields.toString()}`;
};

const mailSignature = ({ title }: Linked, picture: string, verifyUrl: string): string =>
  `<a href="${escaped(verifyUrl)}"><img src="${escaped(picture)}" alt="${escaped(title)}" height="64" style="border:0"></a>`;
