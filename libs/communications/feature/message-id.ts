import { createHash } from 'node:crypto';

/** One message for one firing; safe as a file name and in a Message-ID, which the firing's id is not. */
export const messageIdOf = (firing: string): string => createHash('sha256').update(firing).digest('hex').slice(0, 32);
