export { bytesOf, DEJAVU, type Pdf } from './pdf.ts';
export { drawQrCode } from './qr-code.ts';
