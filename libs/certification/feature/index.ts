export { type EndorsedThings, type EndorsementPorts } from './endorsements/endorsements.deps.ts';
export { startEndorsements } from './endorsements/start-endorsements.ts';
export { readSharing } from './sharing/read-sharing.ts';
export { sharingLink } from './sharing/sharing-token.ts';
export { VerificationModule } from './verification.module.ts';
export { answeringOwn } from './verification/own-documents.ts';
export { takeCredentials } from './verification/take-credentials.ts';
export { type KnownCertificate, type ShownPicture, type VerificationPorts } from './verification/verification.deps.ts';
