import { type FactsWritten } from '@laurel/contracts';
import { type CampaignPorts } from './campaigns.deps.ts';

/** New facts wake the journeys of whom they are about: it costs by facts, not by people. */
export const wakeByFacts = ({ journeys, clock }: Pick<CampaignPorts, 'journeys' | 'clock'>): FactsWritten => ({
  wanted: () => journeys.anybodyInside(),
  tell: async (changed) => {
    await journeys.wake([...new Set(changed.map(({ learner }) => learner))], clock.now());
  },
});

/** Tells several who want to know. */
export const toAll = (all: readonly FactsWritten[]): FactsWritten => ({
  wanted: async () => (await Promise.all(all.map((one) => one.wanted()))).some(Boolean),
  tell: async (changed) => {
    for (const one of all) if (await one.wanted()) await one.tell(changed);
  },
});
