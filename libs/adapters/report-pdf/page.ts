import { DEJAVU, type Pdf } from '@laurel/pdf-parts';
import PDFDocument from 'pdfkit';

/** A4, wide, in points. */
export const PAGE = { width: 841.89, height: 595.28, margin: 40, footer: 24 };
export const INNER = PAGE.width - 2 * PAGE.margin;
const BOTTOM = PAGE.height - PAGE.margin - PAGE.footer;

export const INK = '#1d2a24';
export const QUIET = '#5b6a62';
export const LINE = '#c9d2cc';
export const FILL = '#2f6f4f';

export type Font = keyof typeof DEJAVU;

export interface Heading {
  readonly title: string;
  readonly at: Date;
}

export const newDocument = ({ title, at }: Heading): Pdf => {
  const info = { Title: title, Producer: 'Laurel', Creator: 'Laurel', CreationDate: at, ModDate: at };
  const pdf = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: PAGE.margin,
    bufferPages: true,
    info,
    lang: 'en',
  });
  for (const [name, file] of Object.entries(DEJAVU)) pdf.registerFont(name, file);
  return pdf;
};

/** Leaves the page where less than so many points are left on it; true when it did. */
export const makeRoom = (pdf: Pdf, points: number): boolean => {
  if (pdf.y + points <= BOTTOM) return false;
  pdf.addPage();
  return true;
};

export interface Style {
  readonly font?: Font;
  readonly size?: number;
  readonly color?: string;
  readonly gap?: number;
}

/** A paragraph over the whole width, below what is there; a long one goes on over the page. */
export const paragraph = (pdf: Pdf, text: string, style: Style = {}): void => {
  const { font = 'regular', size = 9, color = INK, gap = 3 } = style;
  pdf.font(font).fontSize(size).fillColor(color);
  makeRoom(pdf, Math.min(pdf.heightOfString(text, { width: INNER }), 200));
  pdf.text(text, PAGE.margin, pdf.y, { width: INNER, paragraphGap: gap });
};

/** What fits of a text into a width, on one line, cut off visibly. */
export const fitted = (pdf: Pdf, text: string, width: number): string => {
  const line = text.replace(/\s+/gu, ' ');
  if (pdf.widthOfString(line) <= width) return line;
  const characters = [...line];
  let [fits, tooMany] = [0, characters.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (pdf.widthOfString(`${characters.slice(0, middle).join('')}…`) <= width) fits = middle;
    else tooMany = middle;
  }
  return `${characters.slice(0, fits).join('')}…`;
};

/** The same line below every page, once it is known how many there are. */
export const addFooters = (pdf: Pdf, text: string): void => {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(start + page);
    pdf.page.margins.bottom = 0; // writing below the margin would open a page
    pdf.font('regular').fontSize(7).fillColor(QUIET);
    const y = PAGE.height - PAGE.margin - 6;
    pdf.text(fitted(pdf, text, INNER - 80), PAGE.margin, y, { lineBreak: false });
    pdf.text(`${page + 1} / ${count}`, PAGE.width - PAGE.margin - 70, y, {
      width: 70,
      align: 'right',
      lineBreak: false,
    });
  }
};
