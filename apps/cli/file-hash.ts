import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Of every byte: a file that was exchanged for one of the same size and time is another file. */
export const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(piece);
  return hash.digest('hex');
};
