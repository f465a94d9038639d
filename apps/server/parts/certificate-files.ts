import { type MakeCertificateFiles } from '@laurel/certification-domain';
import { renderCertificate } from '@laurel/certificate-pdf';
import { badgePicture, bakePng, type Issuer } from '@laurel/open-badges';

/** What a person holds: the certificate to print, and the badge that carries the credential. */
export const certificateFilesOf =
  ({ name }: Issuer): MakeCertificateFiles =>
  async (shown) => {
    const badge = bakePng(badgePicture(shown.design.accent), shown.signed.document);
    return [
      {
        name: 'certificate.pdf',
        type: 'application/pdf',
        content: await renderCertificate({ ...shown, issuer: name }),
      },
      { name: 'badge.png', type: 'image/png', content: badge },
    ];
  };
