export { type BodyKey, bodyKey, keyAddress, keyDocument, makeBodyKey } from './body-key.ts';
export { wordsOfInvitation } from './dossier-words.ts';
export { endorse, type EndorsementAnswer } from './endorse.ts';
export { freePlace, newWithdrawals, placeOf, signedStatusList, type Withdrawals, withdrawals } from './withdraw.ts';
