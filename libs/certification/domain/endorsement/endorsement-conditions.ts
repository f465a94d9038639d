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

/**
 * The terms are whole IRIs, so that no context has to define them and every JSON-LD processor signs them. They stand in
 * `termsOfUse`, the place of the data model for what binds.
 */
const TERM = 'urn:laurel:endorsement:';
const TYPE = `${TERM}Conditions`;
const AT_LEAST = `${TERM}passRateAtLeastPercent`;
const AT_MOST = `${TERM}passRateAtMostPercent`;
const SAMPLE = `${TERM}evidenceSample`;
const REVIEW_BY = `${TERM}reviewBy`;

/** Of the document that is signed; undefined where there are none. */
export const termsOfConditions = ({
  passRate,
  evidenceSample,
  reviewBy,
}: EndorsementConditions): object | undefined => {
  const terms = Object.entries({
    [AT_LEAST]: passRate?.atLeast,
    [AT_MOST]: passRate?.atMost,
    [SAMPLE]: evidenceSample,
    [REVIEW_BY]: reviewBy,
  }).filter(([, value]) => value !== undefined);
  return terms.length === 0 ? undefined : { type: TYPE, ...Object.fromEntries(terms) };
};

/** Conditions that cannot be read are not conditions that hold. */
export type ReadConditions = EndorsementConditions | { readonly unreadable: string };

/** What a document that was verified asks; nothing where it has no conditions. */
export const readConditions = (document: Readonly<Record<string, unknown>>): ReadConditions => {
  const given = document['termsOfUse'];
  const all = (Array.isArray(given) ? given : given === undefined ? [] : [given]).filter(isRecord);
  const [first, ...more] = all.filter(({ type }) => type === TYPE || (Array.isArray(type) && type.includes(TYPE)));
  if (!first) return {};
  if (more.length > 0) return { unreadable: 'there is more than one set of conditions' };
  const unknown = Object.keys(first).find((name) => name.startsWith(TERM) && !KNOWN.has(name));
  if (unknown !== undefined) return { unreadable: `the condition ${unknown} is not known` };
  return conditionsIn(first);
};

const percent = z.number().min(0).max(100);
const terms = z
  .object({
    [AT_LEAST]: percent.optional(),
    [AT_MOST]: percent.optional(),
    [SAMPLE]: z.int().nonnegative().optional(),
    [REVIEW_BY]: z.iso.date().optional(),
  })
  .transform((read): EndorsementConditions => ({
    passRate: bandOf(read[AT_LEAST], read[AT_MOST]),
    evidenceSample: read[SAMPLE],
    reviewBy: read[REVIEW_BY],
  }));
const KNOWN = new Set([AT_LEAST, AT_MOST, SAMPLE, REVIEW_BY]);

const conditionsIn = (given: Readonly<Record<string, unknown>>): ReadConditions => {
  const read = terms.safeParse(given);
  if (!read.success) {
    const [wrong] = read.error.issues;
    return { unreadable: `${String(wrong?.path[0])}: ${String(wrong?.message)}` };
  }
  const { passRate: band } = read.data;
  return band && band.atLeast > band.atMost ? { unreadable: 'the band of the pass rate is upside down' } : read.data;
};

const bandOf = (atLeast: number | undefined, atMost: number | undefined) =>
  atLeast === undefined && atMost === undefined ? undefined : { atLeast: atLeast ?? 0, atMost: atMost ?? 100 };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
