import { z } from 'zod';
import { csvEvents, type Position, type Reject, type Told } from '../csv/csv-events.ts';
import { type ImportPlan, planImport } from '../csv/import-plan.ts';
import { DONE, DONE_WITH_REJECTS, type ExitCode } from '../outcome.ts';
import { type Output, visible } from '../output.ts';
import { type Progress, showProgress } from '../progress.ts';
import { openResumable } from '../send/resumable.ts';
import { type Letter, type Parcel } from '../send/sender.ts';
import { type Access, PATIENT, reach } from '../server.ts';
import { sendResumably } from '../send/send-resumably.ts';

export interface CsvImport {
  readonly mapping: string;
  readonly files: readonly string[];
  readonly stateDir: string;
}

const BEGINNING: Position = { stage: 0, rows: 0 };
const position: z.ZodType<Position> = z.object({ stage: z.int(), rows: z.int() });

/** Tells the events of CSV files. Interrupted anywhere, the same command goes on behind what was acknowledged. */
export const importCsv = async (what: CsvImport, access: Access, output: Output): Promise<ExitCode> => {
  const progress = showProgress('events');
  const plan = await planImport(what.mapping, what.files);
  await reach(access);
  sayIgnored(plan, progress);
  const resumable = await openResumable(what.stateDir, plan.fingerprint, access, position);
  let share = 0;
  const work = { folder: resumable.work, now: new Date(), progress: (done: number) => (share = done) };
  const told = csvEvents(plan, work, resumable.before?.mark ?? BEGINNING);
  const parcels = packParcels(told, plan.mapping.source);
  const done = await sendResumably(parcels, resumable, {
    access,
    patience: PATIENT,
    progress,
    share: () => share,
  });
  const words = `${done.accepted} events told, ${done.rejected} rejected${done.rejected > 0 ? ' (see: laurel dead-letters list)' : ''}`;
  output.answer({ ...done, resumed: resumable.before !== undefined }, words);
  return done.rejected > 0 ? DONE_WITH_REJECTS : DONE;
};

const sayIgnored = ({ ignored }: ImportPlan, progress: Progress): void => {
  if (ignored.length > 0) progress.say(`not in the mapping, left out: ${ignored.join(', ')}`);
};

const PARCEL_EVENTS = 5_000;
const PARCEL_LETTERS = 500;

async function* packParcels(all: AsyncIterable<Told>, source: string): AsyncGenerator<Parcel<Position>> {
  let lines: Uint8Array[] = [];
  let letters: Letter[] = [];
  let mark: Position | undefined;
  for await (const told of all) {
    for (const event of told.events) lines.push(event.bytes);
    for (const reject of told.rejects) letters.push(letterOf(reject, source));
    mark = told.position;
    if (lines.length < PARCEL_EVENTS && letters.length < PARCEL_LETTERS) continue;
    yield { lines, letters, mark };
    [lines, letters] = [[], []];
  }
  if (mark && lines.length + letters.length > 0) yield { lines, letters, mark };
}

const LONGEST_REASON = 2_000;
const LONGEST_FIELD = 512;

const letterOf = ({ code, reason, field, place, original }: Reject, source: string): Letter => ({
  code,
  reason: reason.slice(0, LONGEST_REASON),
  ...(field === undefined ? {} : { field: field.slice(0, LONGEST_FIELD) }),
  original: Buffer.from(original).toString('base64'),
  source,
  place,
});

const SHOWN_EVENTS = 2;
const SHOWN_REJECTS = 10;

interface Rehearsal {
  readonly events: Record<string, { count: number; first: unknown[] }>;
  readonly rejected: { count: number; first: Reject[] };
}

/** Reads everything and tells nobody: the first events of each kind, and what would be rejected. Needs no server. */
export const rehearseCsv = async (what: CsvImport, output: Output): Promise<ExitCode> => {
  const progress = showProgress('events');
  const plan = await planImport(what.mapping, what.files);
  sayIgnored(plan, progress);
  const resumable = await openResumable(what.stateDir, plan.fingerprint, undefined, position);
  const seen: Rehearsal = { events: {}, rejected: { count: 0, first: [] } };
  let [share, count] = [0, 0];
  try {
    const work = { folder: resumable.work, now: new Date(), progress: (done: number) => (share = done) };
    for await (const told of csvEvents(plan, work, BEGINNING)) {
      note(seen, told);
      count += told.events.length;
      progress.update(share, count);
    }
  } finally {
    progress.stop();
    await resumable.finish();
  }
  output.answer(seen, inWords(seen));
  return seen.rejected.count > 0 ? DONE_WITH_REJECTS : DONE;
};

const note = ({ events, rejected }: Rehearsal, told: Told): void => {
  for (const { type, bytes } of told.events) {
    const kind = (events[type] ??= { count: 0, first: [] });
    kind.count++;
    if (kind.first.length < SHOWN_EVENTS) kind.first.push(JSON.parse(Buffer.from(bytes).toString()));
  }
  rejected.count += told.rejects.length;
  rejected.first.push(...told.rejects.slice(0, SHOWN_REJECTS - rejected.first.length));
};

const inWords = ({ events, rejected }: Rehearsal): string => {
  const kinds = Object.entries(events).map(([type, { count, first }]) =>
    [`${type}: ${count}`, ...first.map((event) => `  ${JSON.stringify(event)}`)].join('\n'),
  );
  const rows = rejected.first.map(({ place, reason }) => `  ${place}: ${visible(reason)}`);
  return [...kinds, `would be rejected: ${rejected.count}`, ...rows, 'nothing was sent'].join('\n');
};
