import { type z } from 'zod';
import { problem } from './problem.ts';

export const json = (schema: z.ZodType) => ({ 'application/json': schema });

/** A "no" of an address: problem+json. */
export const no = (description: string) => ({ description, content: { 'application/problem+json': problem } });
