import { type FetchLimits } from '@laurel/certification-domain';

/** Most bytes of what is given: a picture with a credential inside, or the credential itself. */
export const MOST_BYTES = 10 * 1024 * 1024;
export const MOST_CREDENTIAL_BYTES = 1024 * 1024;
/** Most JSON values in a credential, and how deep: what takes time is their number, and what takes the stack is their depth. */
export const MOST_VALUES = 10_000;
export const DEEPEST = 50;

/** Issuers' keys and profiles; status lists of a million certificates and more. */
export const DOCUMENT_LIMITS: FetchLimits = { mostBytes: 256 * 1024, timeoutMs: 5000 };
export const STATUS_LIST_LIMITS: FetchLimits = { mostBytes: 4 * 1024 * 1024, timeoutMs: 10_000 };
/** Most bytes of a status list when it is no longer compressed: 128 million places. */
export const MOST_STATUS_LIST_BYTES = 16 * 1024 * 1024;
/** Different status lists of one credential that are fetched. */
export const MOST_STATUS_ENTRIES = 8;
export const MOST_PROOFS = 8;
