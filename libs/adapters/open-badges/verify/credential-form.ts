import { z } from 'zod';

/** One, or several in an array. */
const oneOrMore = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(schema));

/** xsd:dateTime with an offset, or in UTC where there is none. */
const moment = z
  .string()
  .regex(/^-?\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/, 'is no date and time')
  .transform((text) => new Date(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`))
  .refine((at) => !Number.isNaN(at.getTime()), 'is no date and time');

const address = z.string().refine((text) => URL.canParse(text), 'is no address or id');

/** A text, or texts in several languages of which the first counts. */
const text = z
  .union([z.string(), oneOrMore(z.looseObject({ '@value': z.string() }))])
  .transform((value) => (typeof value === 'string' ? value : value[0]?.['@value']))
  .optional()
  .catch(undefined);

export const proofForm = z.looseObject({
  type: z.string(),
  cryptosuite: z.string().optional(),
  created: moment.optional(),
  expires: moment.optional(),
  verificationMethod: address,
  proofPurpose: z.string(),
  proofValue: z.string(),
  previousProof: z.unknown().optional(),
});
export type Proof = z.output<typeof proofForm>;

export const statusEntryForm = z.looseObject({
  type: z.string(),
  statusPurpose: z.string().default('revocation'),
  statusListIndex: z.union([z.string(), z.number().int()]).transform(String).optional(),
  statusListCredential: address.optional(),
  /** Bits a place. */
  statusSize: z.number().default(1),
});
export type StatusEntry = z.output<typeof statusEntryForm>;

const subjectForm = z.looseObject({
  id: address.optional(),
  type: oneOrMore(z.string()).default([]),
  name: text,
  achievement: z.looseObject({ id: address.optional(), name: text }).optional(),
});

/** What every credential says (Verifiable Credentials 1.1 and 2.0), as far as it is looked at. Other members may be there. */
export const credentialForm = z.looseObject({
  '@context': z.array(z.union([z.string(), z.looseObject({})])).min(1),
  id: address.optional(),
  type: oneOrMore(z.string()).refine((all) => all.includes('VerifiableCredential'), 'must have VerifiableCredential'),
  issuer: z
    .union([address, z.looseObject({ id: address, name: text })])
    .transform((value) => (typeof value === 'string' ? { id: value, name: undefined } : value)),
  validFrom: moment.optional(),
  validUntil: moment.optional(),
  issuanceDate: moment.optional(),
  expirationDate: moment.optional(),
  credentialSubject: oneOrMore(subjectForm).refine((all) => all.length > 0, 'is missing'),
  credentialStatus: oneOrMore(statusEntryForm).default([]),
  proof: oneOrMore(proofForm).default([]),
});
export type Credential = z.output<typeof credentialForm>;

/** The members that an Open Badge must have beside. */
export const achievementForm = z.looseObject({
  credentialSubject: oneOrMore(
    z.looseObject({
      type: oneOrMore(z.string()).refine((all) => all.includes('AchievementSubject'), 'must have AchievementSubject'),
      achievement: z.looseObject({
        id: address,
        type: oneOrMore(z.string()).refine((all) => all.includes('Achievement'), 'must have Achievement'),
        name: z.union([z.string(), z.looseObject({})]),
        description: z.union([z.string(), z.looseObject({})]),
        criteria: z.looseObject({}),
      }),
    }),
  ),
});

export const endorsementForm = z.looseObject({
  credentialSubject: oneOrMore(
    z.looseObject({
      id: address,
      type: oneOrMore(z.string()).refine((all) => all.includes('EndorsementSubject'), 'must have EndorsementSubject'),
    }),
  ),
});

/** In force from and until; the older names belong to Verifiable Credentials 1.1. */
export const datesOf = ({ validFrom, validUntil, issuanceDate, expirationDate }: Credential) => ({
  from: validFrom ?? issuanceDate ?? null,
  until: validUntil ?? expirationDate ?? null,
});

/** achievement: also where it is only called an OpenBadgeCredential, as most are. */
export const kindOf = ({ type }: Credential): 'achievement' | 'endorsement' | 'other' => {
  if (type.includes('OpenBadgeCredential') || type.includes('AchievementCredential')) return 'achievement';
  return type.includes('EndorsementCredential') ? 'endorsement' : 'other';
};

/** The first thing that is wrong, and where. */
export const wrongIn = (error: z.ZodError): string => {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  return path === '' ? (issue?.message ?? '') : `${path}: ${issue?.message ?? ''}`;
};
