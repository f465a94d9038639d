import qrcode from 'qrcode-generator';
import { type Pdf } from './pdf.ts';

/** So many modules of white around it, or readers do not find it (ISO/IEC 18004). */
const QUIET_ZONE = 4;

interface Place {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** With the quiet zone. */
  readonly side: number;
}

/** A QR code as squares, so that it stays sharp at any size. A quarter of it may be hidden (level Q). */
export const drawQrCode = (pdf: Pdf, { text, x, y, side }: Place): void => {
  const code = qrcode(0, 'Q'); // the smallest version that holds the text
  code.addData(text, 'Byte');
  code.make();
  const modules = code.getModuleCount();
  const unit = side / (modules + 2 * QUIET_ZONE);
  pdf.rect(x, y, side, side).fill('#ffffff');
  for (let row = 0; row < modules; row++) {
    for (let column = 0; column < modules; column++) {
      if (!code.isDark(row, column)) continue;
      pdf.rect(x + (column + QUIET_ZONE) * unit, y + (row + QUIET_ZONE) * unit, unit, unit);
    }
  }
  pdf.fill('#000000'); // at once: no hairlines between the squares
};
