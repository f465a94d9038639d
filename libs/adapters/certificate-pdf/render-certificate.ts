import { type ShownCertificate } from '@laurel/certification-domain';
import { type CertificateDesign } from '@laurel/contracts';
import { bytesOf, drawQrCode, type Pdf } from '@laurel/pdf-parts';
import PDFDocument from 'pdfkit';
import { fileOf } from './fonts.ts';
import { drawLine, linesOf, type LineStyle } from './line.ts';

/** Wide, in points. */
const PAPERS: Readonly<Record<CertificateDesign['paper'], { readonly width: number; readonly height: number }>> = {
  A4: { width: 841.89, height: 595.28 },
  Letter: { width: 792, height: 612 },
};
const INK = '#1d2a24';
const QUIET = '#55645c';
const FRAME = 26;
const QR_SIDE = 112;

/** What stands on a certificate. */
export interface PrintedCertificate extends Pick<ShownCertificate, 'award' | 'name' | 'verifyUrl'> {
  readonly issuer: string;
  readonly design: CertificateDesign;
}

/** One sheet, tagged for screen readers, with the QR code that leads to where anybody may check it. */
export const renderCertificate = async (certificate: PrintedCertificate): Promise<Uint8Array> => {
  const { width, height } = PAPERS[certificate.design.paper];
  const pdf = newPdf(certificate, width, height);
  drawFrame(pdf, certificate.design.accent);
  drawWords(pdf, certificate);
  drawSignatories(pdf, certificate);
  drawCheck(pdf, certificate);
  return bytesOf(pdf);
};

const newPdf = ({ award, name, issuer }: PrintedCertificate, width: number, height: number): Pdf => {
  const title = `${award.programme.title}: ${name}`;
  const info = { Title: title, Author: issuer, Producer: 'Laurel', Creator: 'Laurel' };
  return new PDFDocument({
    ...{ size: [width, height], margin: 0, lang: 'en', displayTitle: true, tagged: true, pdfVersion: '1.7' },
    info: { ...info, CreationDate: award.issuedAt, ModDate: award.issuedAt },
    font: fileOf('latin'),
  });
};

/** Ornament, which screen readers pass over. */
const drawFrame = (pdf: Pdf, accent: string): void => {
  const { width, height } = pdf.page;
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf.rect(0, 0, width, 10).fill(accent);
  pdf
    .lineWidth(1.2)
    .rect(FRAME, FRAME, width - 2 * FRAME, height - 2 * FRAME)
    .stroke(accent);
  pdf
    .lineWidth(0.4)
    .rect(FRAME + 5, FRAME + 5, width - 2 * FRAME - 10, height - 2 * FRAME - 10)
    .stroke(accent);
  pdf.endMarkedContent();
};

type Tag = 'H1' | 'H2' | 'P';

/** Read as it is written, in whichever order its letters are drawn. */
const drawTagged = (pdf: Pdf, tag: Tag, text: string, draw: () => void): void => {
  pdf.addStructure(pdf.struct(tag, { actual: text }, draw));
};

const drawText = (
  pdf: Pdf,
  tag: Tag,
  text: string,
  at: LineStyle & { readonly y: number; readonly most: number },
): void => {
  const lines = linesOf(pdf, text, at, at.most);
  drawTagged(pdf, tag, text, () =>
    lines.forEach((line, row) => drawLine(pdf, line, at.y + row * at.size * LINE_HEIGHT, at)),
  );
};

const drawWords = (pdf: Pdf, { award, name, issuer, design }: PrintedCertificate): void => {
  const { width } = pdf.page;
  const { title, description, level } = award.programme;
  const middle = { center: width / 2, width: width - 180 };
  const quiet = { ...middle, color: QUIET, most: 1 };
  drawText(pdf, 'P', issuer, { ...quiet, y: 62, size: 16 });
  drawText(pdf, 'P', 'Certificate', { ...quiet, y: 92, size: 13 });
  drawText(pdf, 'H1', name, nameStyle(pdf, name, { ...middle, color: INK }));
  drawText(pdf, 'P', design.statement, { ...quiet, y: 214, size: 13 });
  drawText(pdf, 'H2', level === undefined ? title : `${title}, ${level}`, {
    ...middle,
    color: design.accent,
    most: 2,
    y: 242,
    size: 25,
  });
  drawText(pdf, 'P', description, { ...quiet, width: width - 260, most: 3, y: 322, size: 11 });
  drawText(pdf, 'P', datesOf(award), { ...quiet, color: INK, y: 384, size: 12 });
};

const NAME_SIZES = [38, 32, 27, 23, 19, 16, 13, 10];
const NAME_ROOM = 72;

/** As large as all of it fits: nobody's name is cut. */
const nameStyle = (pdf: Pdf, name: string, style: Omit<LineStyle, 'size'>) => {
  const fits = NAME_SIZES.map((size) => ({ size, most: Math.floor(NAME_ROOM / (size * LINE_HEIGHT)) }));
  const smallest = { size: 8, most: 6 };
  const { size, most } =
    fits.find((one) => linesOf(pdf, name, { ...style, ...one }, LINES).length <= one.most) ?? smallest;
  const rows = linesOf(pdf, name, { ...style, size }, most).length;
  return { ...style, size, most, y: 130 + (NAME_ROOM - rows * size * LINE_HEIGHT) / 2 };
};
const LINE_HEIGHT = 1.35;
const LINES = 100;

const datesOf = ({ issuedAt, expiresAt }: PrintedCertificate['award']): string =>
  `Issued ${dayOf(issuedAt)} · ${expiresAt ? `valid until ${dayOf(expiresAt)}` : 'does not expire'}`;

const dayOf = (at: Date): string =>
  at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

const drawSignatories = (pdf: Pdf, { design: { signatories } }: PrintedCertificate): void => {
  const y = pdf.page.height - FRAME - 84;
  signatories.forEach(({ name, role }, place) => {
    const center = 150 + place * 178;
    pdf.markContent('Artifact', { type: 'Layout' });
    pdf
      .lineWidth(0.6)
      .moveTo(center - 76, y)
      .lineTo(center + 76, y)
      .stroke(QUIET);
    pdf.endMarkedContent();
    const at = { center, width: 152, most: 1 };
    drawText(pdf, 'P', name, { ...at, color: INK, y: y + 8, size: 11 });
    drawText(pdf, 'P', role, { ...at, color: QUIET, y: y + 24, size: 9 });
  });
};

/** The code at the right foot; below it the address, for who has no camera. */
const drawCheck = (pdf: Pdf, { verifyUrl, award }: PrintedCertificate): void => {
  const { width, height } = pdf.page;
  const [x, y] = [width - FRAME - 20 - QR_SIDE, height - FRAME - 36 - QR_SIDE];
  const draw = () => drawQrCode(pdf, { text: verifyUrl, x, y, side: QR_SIDE });
  pdf.addStructure(pdf.struct('Figure', { alt: `QR code that leads to ${verifyUrl}` }, draw));
  const small = { center: x + QR_SIDE / 2, width: QR_SIDE + 24, color: QUIET, most: 1 };
  drawText(pdf, 'P', 'Check it here', { ...small, y: y - 10, size: 9 });
  drawTagged(pdf, 'P', verifyUrl, () => {
    drawLine(pdf, verifyUrl, height - FRAME - 30, { ...small, center: width / 2, width: width - 120, size: 8 });
    pdf.link(60, height - FRAME - 34, width - 120, 16, verifyUrl);
  });
  drawText(pdf, 'P', `No. ${award.certificate}`, {
    ...small,
    center: width / 2,
    width: 300,
    y: height - FRAME - 18,
    size: 7,
  });
};
