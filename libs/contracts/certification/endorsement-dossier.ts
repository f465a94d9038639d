import { z } from 'zod';

const sentence = z.string().min(1).max(1_000);

/** What an endorsement is about. */
export const endorses = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('issuer') }),
  z.strictObject({ kind: z.literal('programme'), programme: z.string().min(1), version: z.int().positive() }),
  z.strictObject({ kind: z.literal('certificate'), certificate: z.uuid() }),
]);
export type Endorses = z.infer<typeof endorses>;

/** What the owner of a programme says to a body that is asked to endorse it. */
export const givenDossier = z.strictObject({
  standard: z
    .strictObject({ name: sentence, url: z.url({ protocol: /^https$/ }).optional() })
    .optional()
    .describe("The body's own standard that the programme was made for"),
  alignment: z
    .array(
      z.strictObject({
        outcome: sentence.describe('What the standard asks'),
        met: sentence.describe('Where it is met'),
      }),
    )
    .max(200)
    .default([]),
  hours: z.number().positive().max(10_000).optional().describe('Of learning, as designed'),
  assessors: z
    .array(z.strictObject({ role: sentence, qualification: sentence }))
    .max(100)
    .default([])
    .describe('Who assesses, by role: no names'),
  sample: z
    .int()
    .min(0)
    .max(50)
    .default(0)
    .describe('So many certificates are shown with their evidence, pseudonymous'),
});
export type GivenDossier = z.output<typeof givenDossier>;

/** One certificate in the sample: nobody is named, and the pseudonym means nothing elsewhere. */
const sampled = z.strictObject({
  pseudonym: z.string(),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .describe('In which it was issued'),
  evidence: z.array(z.string()).describe('What was done, one sentence each'),
});
export type SampledCertificate = z.infer<typeof sampled>;

export const dossier = z.strictObject({ ...givenDossier.omit({ sample: true }).shape, sample: z.array(sampled) });
export type Dossier = z.output<typeof dossier>;

/** The file that a body signs from. Nothing in it needs the network. */
export const endorsementInvitation = z.object({
  format: z.literal('laurel-endorsement-invitation/1'),
  endorsement: z.uuid(),
  /** `id` is what the endorsement must name as its subject. */
  endorses: z.object({ id: z.url(), name: z.string(), description: z.string(), criteria: z.array(z.string()) }),
  issuer: z.object({ id: z.url(), name: z.string() }),
  body: z.object({ id: z.string(), name: z.string() }),
  dossier,
  /** Where the signed document may be sent to; mailed back it is as good. */
  answerTo: z.url(),
});
export type EndorsementInvitation = z.output<typeof endorsementInvitation>;
