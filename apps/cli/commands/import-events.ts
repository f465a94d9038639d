import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { hashOf } from '../file-hash.ts';
import { DONE, DONE_WITH_REJECTS, type ExitCode, WrongUse } from '../outcome.ts';
import { type Output } from '../output.ts';
import { showProgress } from '../progress.ts';
import { openResumable } from '../send/resumable.ts';
import { sendResumably } from '../send/send-resumably.ts';
import { type Parcel } from '../send/sender.ts';
import { type Access, PATIENT, reach } from '../server.ts';

const PARCEL_BYTES = 2 * 1024 * 1024;
const NEWLINE = 10;

/** Sends a file of one event per line as it stands; the server says which lines it cannot take. Resumes like a CSV import. */
export const importEvents = async (
  file: { readonly path: string; readonly stateDir: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const found = await stat(file.path).catch(() => undefined);
  if (!found?.isFile()) throw new WrongUse(`there is no file ${file.path}`);
  const { size } = found;
  await reach(access);
  const fingerprint = await hashOf(file.path);
  const resumable = await openResumable(file.stateDir, fingerprint, access, z.int());
  const progress = showProgress('events');
  let read = resumable.before?.mark ?? 0;
  const parcels = linesFrom(file.path, read, (offset) => (read = offset));
  const journey = { access, patience: PATIENT, progress, share: () => read / Math.max(size, 1) };
  const done = await sendResumably(parcels, resumable, journey);
  output.answer(
    { ...done, resumed: resumable.before !== undefined },
    `${done.accepted} events told, ${done.rejected} rejected`,
  );
  return done.rejected > 0 ? DONE_WITH_REJECTS : DONE;
};

/** The mark is the offset behind the parcel's last line. */
async function* linesFrom(
  path: string,
  start: number,
  reached: (offset: number) => void,
): AsyncGenerator<Parcel<number>> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = start;
  const parcel = (bytes: Buffer): Parcel<number> => {
    offset += bytes.length;
    reached(offset);
    const whole = bytes.at(-1) === NEWLINE ? bytes.subarray(0, -1) : bytes;
    return { lines: whole.length > 0 ? [whole] : [], letters: [], mark: offset };
  };
  for await (const piece of createReadStream(path, { start, highWaterMark: PARCEL_BYTES })) {
    rest = Buffer.concat([rest, piece]);
    const end = rest.lastIndexOf(NEWLINE) + 1;
    if (end === 0) continue;
    yield parcel(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
  if (rest.length > 0) yield parcel(rest);
}
