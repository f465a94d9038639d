import { DEJAVU } from '@laurel/pdf-parts';
import { type Font, openSync } from 'fontkit';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const noto = (file: string) => resolve(`@laurel/certificate-pdf/fonts/noto-sans-${file}-500-normal.woff`);

/** Who has which letters, asked in this order: DejaVu has Latin, Greek, Cyrillic, Armenian, Georgian and signs. */
const FILES = {
  latin: DEJAVU.regular,
  arabic: noto('arabic-arabic'),
  hebrew: noto('hebrew-hebrew'),
  devanagari: resolve('@laurel/certificate-pdf/fonts/noto-sans-devanagari-devanagari-500-normal.ttf'),
  thai: noto('thai-thai'),
  chinese: noto('sc-chinese-simplified'),
  japanese: noto('jp-japanese'),
  korean: noto('kr-korean'),
} as const;
export type FontName = keyof typeof FILES;

const ORDER: readonly FontName[] = [
  ...(['arabic', 'hebrew', 'latin', 'devanagari', 'thai'] as const),
  ...(['chinese', 'japanese', 'korean'] as const),
];

export const fileOf = (name: FontName): string => FILES[name];

const opened = new Map<FontName, Font>();

/** Opened when the first letter asks for it: the Chinese one takes a second. */
const fontOf = (name: FontName): Font => {
  const font = opened.get(name) ?? openSync(FILES[name]);
  opened.set(name, font);
  return font;
};

/** The font that has the letter; the one before it goes on with spaces and signs that it has too. */
export const fontFor = (letter: string, before: FontName | undefined): FontName => {
  const point = letter.codePointAt(0) ?? 0;
  const isNeutral = /[\s\p{P}\p{N}\p{M}]/u.test(letter);
  if (before && isNeutral && fontOf(before).hasGlyphForCodePoint(point)) return before;
  return ORDER.find((name) => isLikely(name, point) && fontOf(name).hasGlyphForCodePoint(point)) ?? 'latin';
};

/** So that no font is opened for letters that it cannot have. */
const isLikely = (name: FontName, point: number): boolean => {
  if (name === 'arabic')
    return inAny(point, [0x600, 0x6ff], [0x750, 0x77f], [0x8a0, 0x8ff], [0xfb50, 0xfdff], [0xfe70, 0xfeff]);
  if (name === 'hebrew') return inAny(point, [0x590, 0x5ff], [0xfb1d, 0xfb4f]);
  if (name === 'devanagari') return inAny(point, [0x900, 0x97f], [0xa8e0, 0xa8ff]);
  if (name === 'thai') return inAny(point, [0xe00, 0xe7f]);
  if (name === 'korean') return inAny(point, [0x1100, 0x11ff], [0x3130, 0x318f], [0xac00, 0xd7ff]);
  return name === 'latin' || point >= 0x2e80;
};

const inAny = (point: number, ...ranges: readonly (readonly [number, number])[]): boolean =>
  ranges.some(([from, to]) => point >= from && point <= to);
