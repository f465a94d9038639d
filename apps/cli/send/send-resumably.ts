import { type Progress } from '../progress.ts';
import { type Access, type Patience } from '../server.ts';
import { type Progressed, type Resumable } from './resumable.ts';
import { type Parcel, send } from './sender.ts';

export interface Journey {
  readonly access: Access;
  readonly patience: Patience;
  readonly progress: Progress;
  /** How much of the input is read, from 0 to 1. */
  readonly share: () => number;
}

export interface Arrived {
  readonly accepted: number;
  readonly rejected: number;
}

const SHOWN_REASONS = 10;

/** Sends all parcels, saves how far they were acknowledged, and forgets it when everything is. */
export const sendResumably = async <Mark>(
  parcels: AsyncIterable<Parcel<Mark>>,
  resumable: Resumable<Mark>,
  { access, patience, progress, share }: Journey,
): Promise<Arrived> => {
  let { accepted, rejected } = resumable.before ?? { accepted: 0, rejected: 0 };
  progress.goOnBehind(accepted + rejected);
  if (resumable.before) progress.say(`going on behind ${accepted + rejected} that were told before`);
  const tellOnce = once(progress);
  let shown = 0;
  try {
    for await (const receipt of send(parcels, { access, patience, waiting: tellOnce })) {
      accepted += receipt.accepted;
      rejected += receipt.rejected;
      const state: Progressed<Mark> = { mark: receipt.mark, accepted, rejected };
      await resumable.save(state);
      for (const reason of receipt.reasons.slice(0, SHOWN_REASONS - shown)) progress.say(`rejected: ${reason}`);
      shown += receipt.reasons.length;
      progress.update(share(), accepted + rejected);
    }
    progress.update(1, accepted + rejected);
  } catch (error) {
    progress.stop();
    await resumable.interrupt();
    throw error;
  }
  progress.stop();
  await resumable.finish();
  return { accepted, rejected };
};

/** Says why it waits when the reason changes, not at every try. */
const once = (progress: Progress): ((reason: string) => void) => {
  let last = '';
  return (reason) => {
    if (reason !== last) progress.say(`waiting: ${reason}`);
    last = reason;
  };
};
