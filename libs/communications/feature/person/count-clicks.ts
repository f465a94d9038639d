import { afterSendDecider, afterStream, clicksOf, type LinkHits } from '@laurel/communications-domain';
import { type Clock, type EventStore, run } from '@laurel/kernel';
import { sentMessage } from './sent-message.ts';

export interface ClickDeps {
  readonly store: Pick<EventStore, 'read' | 'append'>;
  readonly hits: LinkHits;
  readonly clock: Clock;
}

/** A scanner opens all links of a mail within seconds: judged when nothing came for so long. */
const SETTLED_MS = 15_000;
const BATCH = 200;

/** Judges who opened the links of messages; a death in between judges them again, and counts nothing twice. */
export const countClicks = async ({ store, hits, clock }: ClickDeps): Promise<void> => {
  const before = new Date(clock.now().getTime() - SETTLED_MS);
  for (const message of await hits.settled(before, BATCH)) {
    const all = await hits.of(message);
    const of = await sentMessage(store, message);
    if (of) {
      const command = { type: 'CountClicks', of, clicks: clicksOf(all) } as const;
      await run(store, afterSendDecider, {
        ...{ stream: afterStream(message), command },
        cause: { causation: `clicks-${message}`, correlation: of.firing },
      });
    }
    const newest = all.at(-1);
    if (newest) await hits.forget(message, newest.at);
  }
};
