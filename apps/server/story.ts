import { type Clock } from '@laurel/kernel';
import { z } from 'zod';
import { serve } from './serve.ts';
import { StoryLooks } from './story-looks.ts';

/** What who tells the story says over the channel between both processes; null: the story is told. */
const order = z.strictObject({ now: z.iso.datetime().nullable() });

/** Goes on from where it was put last; the true one once it was let go. */
class StoryClock implements Clock {
  private ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  put(at: string | null): void {
    this.ahead = at === null ? 0 : Date.parse(at) - Date.now();
  }
}

/**
 * `npm run demo` while it tells the sample story: the server as it is, but its clock is put from day to day by who tells,
 * and it looks at people then, when all that was known by then was told. So what it decides is decided, and recorded, at
 * its time in the story. There is no setting that does this to another server.
 */
const clock = new StoryClock();
const looks = new StoryLooks();
let isTold = false;

const obey = async (said: unknown): Promise<void> => {
  const { now } = order.parse(said);
  clock.put(now);
  isTold = now === null;
  await (isTold ? looks.letGo() : looks.look());
  process.send?.({ now });
};

let before = Promise.resolve();
process.on('message', (said) => {
  before = before.then(() => obey(said));
});
// Without who tells it the clock would stay in the past.
process.on('disconnect', () => {
  if (!isTold) process.kill(process.pid, 'SIGTERM');
});

await serve({ clock, engage: (parts) => looks.start(parts) });
