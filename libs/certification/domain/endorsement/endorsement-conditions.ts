import { canonicalJson } from '@laurel/contracts';
import { z } from 'zod';

/** What the body signed with its endorsement: it holds only as long as these do. */
export interface EndorsementConditions {
  /** Percent of those who began that must be certified; both ends belong to the band. */
  readonly passRate?: { readonly atLeast: number; readonly atMost: number } | undefined;
  /** So many certificates with evidence must be there to be looked at. */
  readonly evidenceSample?: number | undefined;
  /** Calendar day (UTC) by whose end the body looks again. */
  readonly reviewBy?: string | undefined;
}

const TERM = 'urn:laurel:endorsement:';
const TYPE = 'EndorsementConditions';

/** Defines the terms, inside the document: no verifier has to know or fetch it. */
export const CONDITIONS_CONTEXT = {
  [TYPE]: `${TERM}Conditions`,
  passRateAtLeastPercent: `${TERM}passRateAtLeastPercent`,
  passRateAtMostPercent: `${TERM}passRateAtMostPercent`,
  evidenceSample: `${TERM}evidenceSample`,
  reviewBy: `${TERM}reviewBy`,
} as const;

/** Value of `termsOfUse`, the place of the data model for what binds; undefined where there are no conditions. */
export const termsOfConditions = ({
  passRate,
  evidenceSample,
  reviewBy,
}: EndorsementConditions): object | undefined => {
  const terms = Object.entries({
    passRateAtLeastPercent: passRate?.atLeast,
    passRateAtMostPercent: passRate?.atMost,
    evidenceSample,
    reviewBy,
  }).filter(([, value]) => value !== undefined);
  return terms.length === 0 ? undefined : { type: TYPE, ...Object.fromEntries(terms) };
};

/** Conditions that cannot be read are not conditions that hold. */
export type ReadConditions = EndorsementConditions | { readonly unreadable: string };

/**
 * What a document that was verified asks; nothing where it has no conditions. A signature is over meanings: who gives the
 * words other meanings by a context could hide a condition and the signature would hold. So they are read under this very
 * context, and under another one inside the document they cannot be read.
 */
export const readConditions = (document: Readonly<Record<string, unknown>>): ReadConditions => {
  const inside = [document['@context']].flat().filter(isRecord);
  if (inside.length === 0) return {};
  if (inside.some((one) => canonicalJson(one) !== canonicalJson(CONDITIONS_CONTEXT))) {
    return { unreadable: 'the document defines terms of its own' };
  }
  const [first, ...more] = [document['termsOfUse']].flat().filter(isRecord);
  if (!first) return {};
  if (more.length > 0) return { unreadable: 'there is more than one set of conditions' };
  return conditionsIn(first);
};

const percent = z.number().min(0).max(100);
const terms = z
  .strictObject({
    id: z.string().optional(),
    type: z.literal(TYPE).or(z.tuple([z.literal(TYPE)])),
    passRateAtLeastPercent: percent.optional(),
    passRateAtMostPercent: percent.optional(),
    evidenceSample: z.int().nonnegative().optional(),
    reviewBy: z.iso.date().optional(),
  })
  .transform(
    ({
      passRateAtLeastPercent: atLeast,
      passRateAtMostPercent: atMost,
      evidenceSample,
      reviewBy,
    }): EndorsementConditions => ({
      ...{ passRate: bandOf(atLeast, atMost), evidenceSample, reviewBy },
    }),
  );

const conditionsIn = (given: Readonly<Record<string, unknown>>): ReadConditions => {
  const read = terms.safeParse(given);
  if (!read.success) {
    const [wrong] = read.error.issues;
    return { unreadable: [...(wrong?.path ?? []), wrong?.message].map(String).join(': ') };
  }
  const { passRate: band } = read.data;
  return band && band.atLeast > band.atMost ? { unreadable: 'the band of the pass rate is upside down' } : read.data;
};

const bandOf = (atLeast: number | undefined, atMost: number | undefined) =>
  atLeast === undefined && atMost === undefined ? undefined : { atLeast: atLeast ?? 0, atMost: atMost ?? 100 };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
