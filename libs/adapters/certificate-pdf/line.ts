import { type Pdf } from '@laurel/pdf-parts';
import { fileOf, type FontName } from './fonts.ts';
import { runsOf } from './runs.ts';

export interface LineStyle {
  readonly size: number;
  readonly color: string;
  /** Middle of the line. */
  readonly center: number;
  readonly width: number;
}

/** So that a font shapes the whole run, not word by word: right-to-left words would stand in the wrong order. */
const WHOLE = { lineBreak: false, features: [] };

const withFont = (pdf: Pdf, font: FontName, size: number): Pdf => pdf.font(fileOf(font), size);

export const widthOf = (pdf: Pdf, line: string, size: number): number =>
  runsOf(line).reduce((sum, { text, font }) => sum + withFont(pdf, font, size).widthOfString(text, WHOLE), 0);

/** One line in any mixture of scripts, centred; smaller where it is too wide. */
export const drawLine = (pdf: Pdf, line: string, y: number, style: LineStyle): void => {
  const size = Math.min(style.size, (style.size * style.width) / Math.max(widthOf(pdf, line, style.size), 1));
  let x = style.center - widthOf(pdf, line, size) / 2;
  const baseline = y + style.size * ASCENT; // the same for all fonts, whose boxes differ
  for (const { text, font } of runsOf(line)) {
    withFont(pdf, font, size)
      .fillColor(style.color)
      .text(text, x, baseline, { ...WHOLE, baseline: 'alphabetic' });
    x += pdf.widthOfString(text, WHOLE);
  }
};
const ASCENT = 0.8;

/** Breaks at spaces, and between letters of a word that is wider than the line alone; at most so many lines. */
export const linesOf = (pdf: Pdf, text: string, { size, width }: LineStyle, most: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.split(/(\s+)|(?<=[\u3000-\u9fff\uf900-\ufaff])/u).filter((part) => part)) {
    if (line === '' || widthOf(pdf, line + piece, size) <= width) {
      line += piece;
      continue;
    }
    lines.push(line.trim());
    line = piece.trimStart();
  }
  lines.push(line.trim());
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1] ?? ''} …`];
};
