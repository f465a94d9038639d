import { type ReportDocument } from '@laurel/insights-domain';
import { fitted, INK, INNER, LINE, makeRoom, PAGE, type Pdf, QUIET } from './page.ts';

type Rows = ReportDocument['rows'];
type Columns = ReportDocument['columns'];

const SIZE = 7.5;
const ROW = 13;
const GAP = 8;
const NARROWEST = 34;
const WIDEST = 170;

interface Placed {
  readonly column: number;
  readonly width: number;
}

/** A table of any width: columns that do not fit beside each other follow below, each band behind the same first columns. */
export const drawTable = (pdf: Pdf, columns: Columns, rows: Rows): void => {
  for (const band of bandsOf(widthsOf(pdf, columns, rows), columns)) drawBand(pdf, band, { columns, rows });
};

/** The parts of a nested name stand below each other. */
const headerOf = (name: string): readonly string[] => name.split('.');

const widthsOf = (pdf: Pdf, columns: Columns, rows: Rows): readonly number[] => {
  pdf.font('bold').fontSize(SIZE);
  const headers = columns.map(({ name }) => Math.max(...headerOf(name).map((part) => pdf.widthOfString(part))));
  pdf.font('regular');
  return headers.map((header, column) => {
    const cells = rows.map((row) => pdf.widthOfString(row[column] ?? ''));
    return Math.min(Math.max(header, NARROWEST, ...cells), WIDEST) + GAP;
  });
};

/** Which columns stand beside each other. */
const bandsOf = (widths: readonly number[], columns: Columns): readonly (readonly Placed[])[] => {
  const placed = widths.map((width, column) => ({ column, width }));
  const firstNumber = columns.findIndex(({ isNumber }) => isNumber);
  const names = placed.slice(0, Math.min(Math.max(firstNumber, 0), 2));
  const room = INNER - sumOf(names);
  const bands: Placed[][] = [];
  let left = 0;
  for (const one of placed.slice(names.length)) {
    if (one.width > left || bands.length === 0) {
      bands.push([]);
      left = room;
    }
    bands.at(-1)?.push(one);
    left -= one.width;
  }
  return bands.length === 0 ? [names] : bands.map((band) => [...names, ...band]);
};

const sumOf = (placed: readonly Placed[]): number => placed.reduce((sum, { width }) => sum + width, 0);

interface Content {
  readonly columns: Columns;
  readonly rows: Rows;
}

const drawBand = (pdf: Pdf, band: readonly Placed[], { columns, rows }: Content): void => {
  const lines = Math.max(...band.map(({ column }) => headerOf(columns[column]?.name ?? '').length));
  const header = (): void => drawHeader(pdf, band, { columns, lines });
  makeRoom(pdf, (lines + 3) * ROW);
  header();
  for (const row of rows) {
    if (makeRoom(pdf, ROW)) header();
    pdf.font('regular').fontSize(SIZE).fillColor(INK);
    const y = pdf.y;
    drawCells(pdf, band, (column) => ({
      text: row[column] ?? '',
      right: columns[column]?.isNumber === true,
      y: y + 2,
    }));
    rule(pdf, y + ROW);
  }
  pdf.y += ROW;
};

const drawHeader = (pdf: Pdf, band: readonly Placed[], of: { columns: Columns; lines: number }): void => {
  pdf.font('bold').fontSize(SIZE).fillColor(QUIET);
  const top = pdf.y;
  for (let line = 0; line < of.lines; line++) {
    drawCells(pdf, band, (column) => {
      const parts = headerOf(of.columns[column]?.name ?? '');
      const text = parts[line - of.lines + parts.length] ?? ''; // a short name stands on the rule
      return { text, right: of.columns[column]?.isNumber === true, y: top + line * (SIZE + 2) };
    });
  }
  rule(pdf, top + of.lines * (SIZE + 2) + 3);
};

interface CellText {
  readonly text: string;
  readonly right: boolean;
  readonly y: number;
}

const drawCells = (pdf: Pdf, band: readonly Placed[], cell: (column: number) => CellText): void => {
  let x = PAGE.margin;
  for (const { column, width } of band) {
    const { text, right, y } = cell(column);
    const shown = fitted(pdf, text, width - GAP);
    const indent = right ? width - GAP - pdf.widthOfString(shown) : 0;
    pdf.text(shown, x + indent, y, { lineBreak: false });
    x += width;
  }
};

const rule = (pdf: Pdf, y: number): void => {
  pdf
    .moveTo(PAGE.margin, y)
    .lineTo(PAGE.width - PAGE.margin, y)
    .lineWidth(0.5)
    .strokeColor(LINE)
    .stroke();
  pdf.y = y;
};
