export { drawQrCode } from './qr-code.ts';
