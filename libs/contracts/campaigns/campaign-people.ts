import { z } from 'zod';
import { givenCriterion } from '../criteria/given-criterion.ts';

const name = z.string().min(1).max(256).optional();

/** Who a campaign is about, and what is asked of them: enrolments in a course or run that meet a criterion. */
export const campaignPeople = z.discriminatedUnion('about', [
  z.strictObject({
    about: z.literal('enrolment'),
    where: z.strictObject({ course: name, run: name }).default({}),
    criterion: givenCriterion,
  }),
]);
export type CampaignPeople = z.output<typeof campaignPeople>;
