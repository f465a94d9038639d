import { deflateSync } from 'node:zlib';
import { pngChunk } from './png-chunk.ts';

/** Pixels of each side, and points looked at in each direction of a pixel, so that edges are smooth. */
const SIDE = 400;
const FINENESS = 3;

type Colour = readonly [number, number, number];
const WHITE: Colour = [255, 255, 255];

/** A round seal with a tick, without words: what it is for stands in the credential that is baked into it. PNG, transparent around. */
export const badgePicture = (accent: string): Uint8Array => {
  const known = pictures.get(accent);
  if (known) return known;
  const colour: Colour = [channel(accent, 1), channel(accent, 3), channel(accent, 5)];
  const picture = pngOf((x, y) => colourAt(x, y, colour));
  pictures.set(accent, picture);
  return picture;
};
/** A drawing takes a tenth of a second. */
const pictures = new Map<string, Uint8Array>();

const channel = (accent: string, at: number): number => Number.parseInt(accent.slice(at, at + 2), 16);

/** On a field from -1 to 1; undefined: nothing is there. */
const colourAt = (x: number, y: number, colour: Colour): Colour | undefined => {
  const radius = Math.hypot(x, y);
  const scallop = 0.93 + 0.04 * Math.cos(20 * Math.atan2(y, x));
  if (radius > scallop) return undefined;
  if (radius > 0.76 && radius < 0.8) return WHITE;
  return isTick(x, y) ? WHITE : colour;
};

/** Two strokes with round ends. */
const isTick = (x: number, y: number): boolean =>
  Math.min(toStroke([x, y], [-0.34, 0.02], [-0.08, 0.28]), toStroke([x, y], [-0.08, 0.28], [0.38, -0.26])) < 0.085;

type Point = readonly [number, number];
const toStroke = ([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number => {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const share = ((x - fromX) * alongX + (y - fromY) * alongY) / (alongX ** 2 + alongY ** 2);
  const at = Math.min(1, Math.max(0, share));
  return Math.hypot(x - fromX - at * alongX, y - fromY - at * alongY);
};

/** PNG, 8 bits a channel with transparency, not interlaced. */
const pngOf = (at: (x: number, y: number) => Colour | undefined): Uint8Array => {
  const rows = Buffer.alloc(SIDE * (1 + 4 * SIDE)); // each row begins with its filter: none
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++)
      rows.set(pixelOf(at, column, row), row * (1 + 4 * SIDE) + 1 + 4 * column);
  const header = Buffer.from([0, 0, SIDE >> 8, SIDE & 255, 0, 0, SIDE >> 8, SIDE & 255, 8, 6, 0, 0, 0]);
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', Buffer.alloc(0))];
  return Uint8Array.from(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]));
};

const pixelOf = (at: (x: number, y: number) => Colour | undefined, column: number, row: number): readonly number[] => {
  const field = (pixel: number, part: number) => ((pixel + (part + 0.5) / FINENESS) / SIDE) * 2 - 1;
  const parts = Array.from({ length: FINENESS ** 2 }, (_, part) =>
    at(field(column, part % FINENESS), field(row, Math.floor(part / FINENESS))),
  ).filter((colour) => colour !== undefined);
  if (parts.length === 0) return [0, 0, 0, 0];
  const mean = (index: 0 | 1 | 2) => Math.round(parts.reduce((sum, colour) => sum + colour[index], 0) / parts.length);
  return [mean(0), mean(1), mean(2), Math.round((255 * parts.length) / FINENESS ** 2)];
};
