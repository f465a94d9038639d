import { type Poster, type PosterSize, type RenderPoster } from '@laurel/communications-domain';
import { bytesOf, DEJAVU, drawQrCode, type Pdf } from '@laurel/pdf-parts';
import PDFDocument from 'pdfkit';

/** Upright, in points. Everything on an A3 poster is the A4 one, larger by the root of two. */
const SIZES: Readonly<Record<PosterSize, { readonly width: number; readonly height: number }>> = {
  A4: { width: 595.28, height: 841.89 },
  A3: { width: 841.89, height: 1190.55 },
};
const A4_WIDTH = SIZES.A4.width;

const INK = '#1d2a24';
const QUIET = '#55645c';
const FILL = '#2f6f4f';

const MARGIN = 48;
const INNER = A4_WIDTH - 2 * MARGIN;
const QR_SIDE = 190;
/** Where the foot begins: QR code, what to do, and the address to type. */
const FOOT = 581;

/** Title, summary and paragraphs as large as they fit, and below them the QR code beside its address. One page. */
export const renderPoster: RenderPoster = async (poster) => {
  const { width, height } = SIZES[poster.size];
  const pdf = newPdf(poster, width, height);
  pdf.scale(width / A4_WIDTH);
  pdf.rect(0, 0, A4_WIDTH, 14).fill(FILL);
  drawWords(pdf, poster);
  drawFoot(pdf, poster);
  return bytesOf(pdf);
};

const newPdf = ({ content, at }: Poster, width: number, height: number): Pdf => {
  const info = { Title: content.title, Producer: 'Laurel', Creator: 'Laurel', CreationDate: at, ModDate: at };
  const pdf = new PDFDocument({ size: [width, height], margin: 0, info, lang: content.language });
  for (const [name, file] of Object.entries(DEJAVU)) pdf.registerFont(name, file);
  return pdf;
};

interface Block {
  readonly text: string;
  readonly font: keyof typeof DEJAVU;
  readonly size: number;
  readonly color: string;
  /** Room above it. */
  readonly gap: number;
}

const blocksOf = ({ content: { title, summary, paragraphs } }: Poster): readonly Block[] => [
  { text: title, font: 'bold', size: 40, color: INK, gap: 0 },
  { text: summary, font: 'regular', size: 19, color: INK, gap: 22 },
  ...paragraphs.map((text): Block => ({ text, font: 'regular', size: 13, color: QUIET, gap: 12 })),
];

const TOP = 64;
const ROOM = FOOT - TOP - 24;
const SMALLEST = 0.45;

/** As large as fits; what does not fit even small is on the page that the QR code leads to, and ends with three dots. */
const drawWords = (pdf: Pdf, poster: Poster): void => {
  const blocks = blocksOf(poster);
  const scales = [1, 0.9, 0.8, 0.7, 0.6, 0.52, SMALLEST];
  const scale = scales.find((one) => heightOf(pdf, blocks, one) <= ROOM) ?? SMALLEST;
  let y = TOP;
  for (const { text, font, size, color, gap } of blocks) {
    y += gap * scale;
    const room = TOP + ROOM - y;
    pdf.font(font).fontSize(size * scale);
    if (room < pdf.currentLineHeight()) return;
    const height = Math.min(pdf.heightOfString(text, WIDE), room);
    pdf.fillColor(color).text(text, MARGIN, y, { ...WIDE, height, ellipsis: true });
    y += height;
  }
};
const WIDE = { width: INNER, lineGap: 2 };

const heightOf = (pdf: Pdf, blocks: readonly Block[], scale: number): number =>
  blocks.reduce((sum, { text, font, size, gap }) => {
    pdf.font(font).fontSize(size * scale);
    return sum + gap * scale + pdf.heightOfString(text, WIDE);
  }, 0);

const drawFoot = (pdf: Pdf, { content, link }: Poster): void => {
  drawQrCode(pdf, { text: link, x: MARGIN, y: FOOT, side: QR_SIDE });
  const x = MARGIN + QR_SIDE + 28;
  const width = A4_WIDTH - MARGIN - x;
  pdf.font('bold').fontSize(22).fillColor(FILL);
  pdf.text(content.action.label, x, FOOT + 12, { width, height: 90, ellipsis: true });
  pdf.font('regular').fontSize(11).fillColor(QUIET);
  pdf.text(link, x, pdf.y + 10, { width, height: 60, link, ellipsis: true });
};
