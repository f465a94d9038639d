import { z } from 'zod';

/** A missing dataschema is the first version: what was written before versions were told apart. */
export const FIRST_VERSION = 1;

/** The version is the number at the end: `urn:laurel:learning.Enrolled:2`. */
const VERSIONED = /(?:^|[:/#.@v-])(\d{1,6})$/;

export const dataschemaOf = (type: string, version: number): string => `urn:laurel:${type}:${version}`;
export const versionOf = (dataschema: string): number => Number(VERSIONED.exec(dataschema)?.[1]);

const attribute = z.string().min(1).max(512);

/** CloudEvents 1.0, structured JSON. Extension attributes that Laurel does not know are taken and ignored. */
export const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: attribute,
  source: attribute,
  type: attribute,
  /** When it happened. */
  time: z.iso.datetime({ offset: true }),
  /** The learner as the source names them. */
  subject: attribute,
  dataschema: z.string().regex(VERSIONED, 'ends in the version number: urn:laurel:<type>:<version>').optional(),
  datacontenttype: z
    .string()
    .regex(/^application\/(.*\+)?json/i, 'data is JSON')
    .optional(),
  /** When the source knew it, for history told later (extension; needs the scope `backfill`). */
  recordedtime: z.iso.datetime({ offset: true }).optional(),
  data: z.record(z.string(), z.unknown()),
});

export type CloudEvent = z.infer<typeof cloudEvent>;
