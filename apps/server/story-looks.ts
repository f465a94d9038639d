import { wakeDue } from '@laurel/communications-feature';
import { lookAtFacts, runCampaigns, sweep } from '@laurel/engagement-feature';
import { type Loop, looksOf, startCertifying, startLooking } from './roles.ts';
import { deliveryOf } from './parts/delivery.ts';
import { type Parts } from './parts/parts.ts';

/** In place of the loops that look as time passes: looks when told, in an order that is the same each time. */
export class StoryLooks {
  private parts: Parts | undefined;
  private loop: Loop | undefined;

  /** Stands where the role `engage` has its loops; what follows decisions follows them here too. */
  async start(parts: Parts): Promise<Loop> {
    this.parts = parts;
    const certifying = await startCertifying(parts);
    return { stop: async () => void (await Promise.all([certifying.stop(), this.loop?.stop()])) };
  }

  /** One look at everything; nothing, before the server has started. */
  async look(): Promise<void> {
    if (!this.parts) return;
    const { parts } = this;
    const { rules, campaigns } = looksOf(parts);
    await wakeDue(deliveryOf(parts));
    await lookAtFacts(rules, parts.dueLooks);
    await sweep(rules);
    await parts.journeys.alone(() => runCampaigns(campaigns));
  }

  /** From now on the loops look by themselves, as in every other server. */
  async letGo(): Promise<void> {
    if (this.parts) this.loop ??= await startLooking(this.parts);
  }
}
