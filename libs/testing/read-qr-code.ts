import jsQR from 'jsqr';
import { inflateSync } from 'node:zlib';

const latin = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');

/** The drawing of the page: what its compressed stream says. */
const drawingOf = (pdf: Uint8Array): string => {
  const bytes = Buffer.from(pdf);
  for (const match of latin(pdf).matchAll(/\/Filter \/FlateDecode\s*>>\s*stream\r?\n/g)) {
    const drawing = inflateSync(bytes.subarray(match.index + match[0].length)).toString('latin1');
    if (SQUARES.test(drawing)) return drawing;
  }
  throw new Error('the page draws no squares');
};
const SQUARES = /((?:[\d.-]+ [\d.-]+ [\d.-]+ [\d.-]+ re\n){100,})/;

/** Pixels a point. */
const SCALE = 3;

/** What a reader sees of the QR code of a PDF: the squares that the page draws, as pixels. */
export const readQrCode = (pdf: Uint8Array): string | undefined => {
  const squares = (SQUARES.exec(drawingOf(pdf))?.[1] ?? '')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number))
    .map(([x = 0, y = 0, width = 0]) => ({ x, y, width }));
  const [left, top] = [Math.min(...squares.map(({ x }) => x)), Math.min(...squares.map(({ y }) => y))];
  const side = Math.ceil((Math.max(...squares.map(({ x }) => x)) - left + 40) * SCALE);
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  const pixel = (points: number): number => Math.round((points + 16) * SCALE);
  for (const { x, y, width } of squares) {
    for (let row = pixel(y - top); row < pixel(y - top + width); row++) {
      for (let column = pixel(x - left); column < pixel(x - left + width); column++) {
        pixels.set([0, 0, 0, 255], (row * side + column) * 4);
      }
    }
  }
  return jsQR.default(pixels, side, side)?.data;
};
