export { type PrintedCertificate, renderCertificate } from './render-certificate.ts';
