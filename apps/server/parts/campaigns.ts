import { type ReachOf, type Unreachable } from '@laurel/contracts';
import { personAttribute } from '@laurel/criteria-read-model';
import { type CampaignPorts, criteriaAudience } from '@laurel/engagement-feature';
import { countedFacts } from '@laurel/insights-read-model';
import { engagementOf, type Parts } from './parts.ts';

const PEOPLE_AT_ONCE = 1_000;

/** Whom `people` knows no address of; what courtesy would say is said when the message falls due. */
const withoutAddress =
  ({ people }: Parts): ReachOf =>
  async (learners) => {
    const unreachable = new Map<string, Unreachable>(learners.map((learner) => [learner, 'no-address']));
    for (let after: string | undefined = ''; after !== undefined;) {
      const page: readonly { readonly learner: string }[] = await people.list({ after, limit: PEOPLE_AT_ONCE });
      for (const { learner } of page) unreachable.delete(learner);
      after = page.length === PEOPLE_AT_ONCE ? page.at(-1)?.learner : undefined;
    }
    return unreachable;
  };

/** What campaigns are planned, walked and answered with. */
export const campaignsOf = (parts: Parts): CampaignPorts => {
  const engagement = engagementOf(parts);
  return {
    ...engagement,
    journeys: parts.journeys,
    audience: criteriaAudience(engagement.criteria, personAttribute(parts.warehouse, { countedFacts })),
    reach: withoutAddress(parts),
  };
};
