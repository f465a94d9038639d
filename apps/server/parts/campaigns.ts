import { reachOf } from '@laurel/communications-feature';
import { personAttribute } from '@laurel/criteria-read-model';
import { type CampaignPorts, criteriaAudience } from '@laurel/engagement-feature';
import { countedFacts } from '@laurel/insights-read-model';
import { mannersOf } from './manners.ts';
import { engagementOf, type Parts } from './parts.ts';

const PEOPLE_AT_ONCE = 1_000;

/** All at once: an audience is a good part of everybody. */
const emailsOf =
  ({ people }: Parts) =>
  async (learners: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const wanted = new Set(learners);
    const emails = new Map<string, string>();
    for (let after: string | undefined = ''; after !== undefined;) {
      const page: readonly { readonly learner: string; readonly email: string }[] = await people.list({
        after,
        limit: PEOPLE_AT_ONCE,
      });
      for (const { learner, email } of page) if (wanted.has(learner)) emails.set(learner, email);
      after = page.length === PEOPLE_AT_ONCE ? page.at(-1)?.learner : undefined;
    }
    return emails;
  };

/** What campaigns are planned, walked and answered with. */
export const campaignsOf = (parts: Parts): CampaignPorts => {
  const engagement = engagementOf(parts);
  return {
    ...engagement,
    journeys: parts.journeys,
    audience: criteriaAudience(engagement.criteria, personAttribute(parts.warehouse, { countedFacts })),
    // Contexts meet here: communications says whom a message would not reach.
    reach: reachOf({ ...mannersOf(parts), emailsOf: emailsOf(parts) }),
  };
};
