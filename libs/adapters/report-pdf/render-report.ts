import { type RenderReport } from '@laurel/insights-domain';
import { bytesOf } from '@laurel/pdf-parts';
import { drawBars } from './draw-bars.ts';
import { drawTable } from './draw-table.ts';
import { addFooters, newDocument, paragraph, QUIET } from './page.ts';

/** Title, question, bars, table and what each figure counts, on A4 pages that lie on their side. */
export const renderReport: RenderReport = async (document, at) => {
  const pdf = newDocument({ title: document.title, at });
  paragraph(pdf, document.title, { font: 'bold', size: 18 });
  if (document.description !== null) paragraph(pdf, document.description, { gap: 6 });
  for (const line of document.asked) paragraph(pdf, line, { color: QUIET, gap: 1 });
  paragraph(pdf, document.standing, { color: QUIET, gap: 8 });
  pdf.y += 6;

  drawBars(pdf, document.bars);
  if (document.rows.length === 0) paragraph(pdf, 'Nothing was found.');
  else await drawTable(pdf, document.columns, document.rows);
  if (document.more > 0) paragraph(pdf, `${document.more} more rows are in the table beside this document.`);

  paragraph(pdf, 'What the figures count', { font: 'bold', size: 10, gap: 4 });
  for (const [figure, sentence] of document.definitions) paragraph(pdf, `${figure}: ${sentence}`, { size: 8, gap: 1 });
  addFooters(pdf, document.address);
  return bytesOf(pdf);
};
