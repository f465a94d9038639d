import { z } from 'zod';

export const programmeId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9-]*$/, { error: 'a programme is named by small letters, digits and hyphens' });

/** A level or a requirement of a programme. */
export const partId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, { error: 'small letters, digits and hyphens, a letter first' });
