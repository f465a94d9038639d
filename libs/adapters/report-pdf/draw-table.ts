import { type ReportDocument } from '@laurel/insights-domain';
import { setImmediate } from 'node:timers/promises';
import { type Pdf } from '@laurel/pdf-parts';
import { fitted, INK, INNER, LINE, makeRoom, PAGE, QUIET } from './page.ts';

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
export const drawTable = async (pdf: Pdf, columns: Columns, rows: Rows): Promise<void> => {
  const widths = await widthsOf(pdf, columns, rows);
  for (const band of bandsOf(widths, columns)) await drawBand(pdf, band, { columns, rows });
};

/** Laying out text takes milliseconds a row: after so many rows others get the thread. */
const TURN = 10;
const takeTurns = async (row: number): Promise<void> => {
  if (row % TURN === TURN - 1) await setImmediate();
};

/** The parts of a nested name stand below each other. */
const headerOf = (name: string): readonly string[] => name.split('.');

const widthsOf = async (pdf: Pdf, columns: Columns, rows: Rows): Promise<readonly number[]> => {
  pdf.font('bold').fontSize(SIZE);
  const widest = columns.map(({ name }) =>
    Math.max(NARROWEST, ...headerOf(name).map((part) => pdf.widthOfString(part))),
  );
  pdf.font('regular');
  for (const [at, row] of rows.entries()) {
    for (const [column, width] of widest.entries()) {
      widest[column] = Math.max(width, pdf.widthOfString(row[column] ?? ''));
    }
    await takeTurns(at);
  }
  return widest.map((width) => Math.min(width, WIDEST) + GAP);
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

const drawBand = async (pdf: Pdf, band: readonly Placed[], { columns, rows }: Content): Promise<void> => {
  const lines = Math.max(...band.map(({ column }) => headerOf(columns[column]?.name ?? '').length));
  const header = (): void => drawHeader(pdf, band, { columns, lines });
  makeRoom(pdf, (lines + 3) * ROW);
  header();
  for (const [at, row] of rows.entries()) {
    if (makeRoom(pdf, ROW)) header();
    pdf.font('regular').fontSize(SIZE).fillColor(INK);
    const y = pdf.y;
    drawCells(pdf, band, (column) => ({
      text: row[column] ?? '',
      right: columns[column]?.isNumber === true,
      y: y + 2,
    }));
    rule(pdf, y + ROW);
    await takeTurns(at);
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
