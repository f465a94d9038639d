import { z } from 'zod';

const line = z.string().trim().min(1).max(80);

/** How a programme's certificates look on paper. Everything has its place: nothing can overlap or run out of the page. */
export const certificateDesign = z.strictObject({
  paper: z.enum(['A4', 'Letter']).default('A4').describe('Size of the sheet, wide'),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'a colour such as #2f6f4f')
    .default('#2f6f4f')
    .describe('Colour of the frame and the title'),
  statement: line.default('has met every requirement of').describe('Between the name and the title of the programme'),
  signatories: z
    .array(z.strictObject({ name: line, role: line }))
    .max(3)
    .readonly()
    .default([])
    .describe('Who stands for it, with what they are'),
});
export type CertificateDesign = z.output<typeof certificateDesign>;

/** Of a programme that says nothing about it. */
export const PLAIN_DESIGN: CertificateDesign = certificateDesign.parse({});
