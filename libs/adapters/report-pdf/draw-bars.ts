import { type ReportDocument } from '@laurel/insights-domain';
import { type Pdf } from '@laurel/pdf-parts';
import { FILL, fitted, INK, LINE, makeRoom, PAGE } from './page.ts';

const LABEL = 190;
const BAR = 380;
const ROW = 16;

/** One bar for each step, as long as the share of those who came so far. */
export const drawBars = (pdf: Pdf, bars: ReportDocument['bars']): void => {
  for (const { label, share, figure } of bars) {
    makeRoom(pdf, ROW);
    const y = pdf.y;
    pdf.font('regular').fontSize(8).fillColor(INK);
    pdf.text(fitted(pdf, label, LABEL - 8), PAGE.margin, y + 2, { lineBreak: false });
    pdf
      .rect(PAGE.margin + LABEL, y, BAR, ROW - 4)
      .lineWidth(0.5)
      .strokeColor(LINE)
      .stroke();
    if (share > 0) pdf.rect(PAGE.margin + LABEL, y, BAR * Math.min(share, 1), ROW - 4).fill(FILL);
    pdf.fillColor(INK).text(figure, PAGE.margin + LABEL + BAR + 8, y + 2, { lineBreak: false });
    pdf.y = y + ROW;
  }
  if (bars.length > 0) pdf.y += 8;
};
