import { bakePng } from '@laurel/open-badges';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { createRequire } from 'node:module';

/** What stands on the picture. */
export interface PictureWords {
  readonly title: string;
  readonly issuer: string;
  /** null: no name is shown. */
  readonly holder: string | null;
  /** The signed credential, which the picture carries: it can be checked by itself. */
  readonly document: string;
}

/** Pixels: what previews of links are cut to. */
const WIDTH = 1_200;
const HEIGHT = 630;
const MARGIN = 80;
const INK = '#1d2a24';
const QUIET = '#55645c';
const LEAF = '#2f6f4f';

const require = createRequire(import.meta.url);
const FAMILY = 'Laurel';
for (const name of ['DejaVuSans', 'DejaVuSans-Bold']) {
  GlobalFonts.registerFromPath(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`), FAMILY);
}

/** A PNG for previews, profiles and the end of a mail, with the credential baked in (Open Badges 3.0). */
export const drawPicture = async ({ title, issuer, holder, document }: PictureWords): Promise<Uint8Array> => {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f3f6f4';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = LEAF;
  context.fillRect(0, 0, WIDTH, 16);
  drawWreath(context, WIDTH - MARGIN - 110, MARGIN + 110);
  const below = write(context, title, {
    y: 190,
    size: 60,
    weight: 'bold',
    color: INK,
    most: 3,
    width: WIDTH - 2 * MARGIN - 260,
  });
  if (holder !== null) write(context, holder, { y: below + 20, size: 44, weight: 'normal', color: INK, most: 2 });
  write(context, issuer, { y: HEIGHT - MARGIN, size: 34, weight: 'normal', color: QUIET, most: 1 });
  return bakePng(await canvas.encode('png'), document);
};

interface Line {
  readonly y: number;
  readonly size: number;
  readonly weight: 'bold' | 'normal';
  readonly color: string;
  readonly most: number;
  readonly width?: number;
}

/** Words that do not fit go to the next line, and end with an ellipsis in the last one. Answers where the next may begin. */
const write = (context: SKRSContext2D, text: string, line: Line): number => {
  const { y, size, weight, color, most, width = WIDTH - 2 * MARGIN } = line;
  context.font = `${weight} ${size}px ${FAMILY}`;
  context.fillStyle = color;
  const lines = linesOf(text, (one) => context.measureText(one).width <= width, most);
  const step = size * 1.2;
  for (const [n, one] of lines.entries()) context.fillText(one, MARGIN, y + n * step);
  return y + lines.length * step;
};

/** At spaces; a word that is longer than a line is cut. */
export const linesOf = (text: string, fits: (line: string) => boolean, most: number): readonly string[] => {
  const lines: string[] = [];
  let rest = text.trim().split(/\s+/);
  while (rest.length > 0 && lines.length < most) {
    let count = rest.length;
    while (count > 1 && !fits(rest.slice(0, count).join(' '))) count -= 1;
    const line = rest.slice(0, count).join(' ');
    rest = rest.slice(count);
    lines.push(lines.length === most - 1 && rest.length > 0 ? cut(`${line}…`, fits) : cut(line, fits));
  }
  return lines;
};

const cut = (line: string, fits: (line: string) => boolean): string => {
  if (fits(line)) return line;
  const letters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  while (letters.length > 1 && !fits(`${letters.join('')}…`)) letters.pop();
  return `${letters.join('').replace(/[\s…]+$/, '')}…`;
};

/** Leaves around a centre, open at the top. */
const drawWreath = (context: SKRSContext2D, x: number, y: number): void => {
  const radius = 90;
  context.fillStyle = LEAF;
  for (const side of [-1, 1]) {
    for (let leaf = 0; leaf < 7; leaf += 1) {
      const angle = Math.PI / 2 + side * (0.25 + leaf * 0.38);
      context.save();
      context.translate(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
      context.rotate(angle + side * 0.6);
      context.beginPath();
      context.ellipse(0, 0, 14, 32, 0, 0, 2 * Math.PI);
      context.fill();
      context.restore();
    }
  }
};
