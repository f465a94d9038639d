import { z } from 'zod';

/** A name or id that another system gave: short, not empty, any script. */
export const name = z.string().min(1).max(256);
export const text = z.string().max(20_000);
export const instant = z.iso.datetime({ offset: true });
export const count = z.int().nonnegative();
export const seconds = z.number().nonnegative();
export const share = z.number().min(0).max(1);

/** What the person was at the time, as the source says it: no names, no addresses. */
export const attributes = z
  .record(name, z.union([z.string().max(1000), z.number(), z.boolean()]))
  .refine((all) => !Object.keys(all).some((key) => PERSONAL.has(key.toLowerCase())), {
    error: 'names, e-mail addresses and telephone numbers belong in `people`, not in events',
  });

const PERSONAL = new Set([
  'name',
  'fullname',
  'firstname',
  'lastname',
  'email',
  'e-mail',
  'mail',
  'phone',
  'telephone',
]);

export const score = z.strictObject({
  raw: z.number(),
  min: z.number().optional(),
  max: z.number(),
  scaled: z.number().min(-1).max(1).optional(),
});

const course = name;
const run = name.optional();

/** Facts about a course as a whole, where a run may be meant. */
export const ofCourse = { course, run };
/** Facts about one enrolment: learner x course x run x registration. */
export const ofEnrolment = { course, run, registration: name.optional() };
