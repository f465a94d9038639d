import { wakeDue } from '@laurel/communications-feature';
import { lookAtFacts, runCampaigns, sweep } from '@laurel/engagement-feature';
import { type Loop, loops, looksOf } from './roles.ts';
import { deliveryOf } from './parts/delivery.ts';
import { type Parts } from './parts/parts.ts';

/** In place of the loops that look as time passes: looks when told, in an order that is the same each time. */
export class StoryLooks {
  private parts: Parts | undefined;
  private loop: Loop | undefined;

  /** Stands where the role `engage` has its loops. */
  start(parts: Parts): Promise<Loop> {
    this.parts = parts;
    return Promise.resolve({ stop: async () => this.loop?.stop() });
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
    if (this.parts) this.loop ??= await loops.engage(this.parts);
  }
}
