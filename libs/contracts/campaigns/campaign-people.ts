import { givenPopulation, type Population } from '../criteria/population.ts';

/** Who a campaign is about, and what is asked of them: people, or enrolments, that meet a criterion. */
export const campaignPeople = givenPopulation;
export type CampaignPeople = Population;
