export * from './certification.deps.ts';
export { CertificationModule } from './certification.module.ts';
export { readCertificate } from './certificates/certificate-book.ts';
export { viewOfCertificate } from './certificates/certificate-view.query.ts';
export { noticeWriter } from './certificates/write-notice.ts';
export { keepDuePaths } from './paths/look-at-paths.ts';
export { readProgramme, versionOf, type WrittenProgramme } from './programmes/programme-book.ts';
export { CERTIFICATION_SUBSCRIPTIONS, startCertification } from './start-certification.ts';
