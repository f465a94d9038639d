import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';

export type Pdf = InstanceType<typeof PDFDocument>;

const { resolve } = createRequire(import.meta.url);
/** Latin, Greek, Cyrillic and more; the fonts that every PDF reader brings know western Europe only. */
export const DEJAVU = {
  regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const;

/** Ends the document; resolves with its file. */
export const bytesOf = (pdf: Pdf): Promise<Uint8Array> =>
  new Promise((resolveBytes, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolveBytes(Buffer.concat(chunks)));
    pdf.on('error', reject);
    pdf.end();
  });
