import { EVENT_LINES, intakeAnswer, takeEvents, tellDeadLetters } from '@laurel/contracts';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { type Access, ask, type Call, type Patience, patiently } from '../server.ts';

const pack = promisify(gzip);

/** A letter as `POST /v1/dead-letters` takes it. */
export type Letter = z.input<(typeof tellDeadLetters.body)['application/json']>['letters'][number];

/** What travels in one request, and what is done when it is durable. */
export interface Parcel<Mark> {
  readonly lines: readonly Uint8Array[];
  readonly letters: readonly Letter[];
  /** Everything up to here is told when this parcel is, and all before it. */
  readonly mark: Mark;
}

export interface Receipt<Mark> {
  readonly accepted: number;
  readonly rejected: number;
  /** Reasons of the items that the server rejected, as it said them. */
  readonly reasons: readonly string[];
  readonly mark: Mark;
}

/** Enough to hide the way there and back; more would only wait in the server. */
const UNDER_WAY = 4;
const LETTERS_AT_ONCE = 500;
const NEWLINE = Buffer.from('\n');

export interface Sending {
  readonly access: Access;
  readonly patience: Patience;
  /** Hears why it waits, when it does. */
  readonly waiting: (reason: string) => void;
}

/**
 * Sends parcels, several at once, and yields their receipts in the order of the parcels, so that a mark is behind
 * everything that is durable. A parcel is sent again until it is acknowledged: ids are deterministic, twice is no harm.
 */
export async function* send<Mark>(
  parcels: AsyncIterable<Parcel<Mark>>,
  sending: Sending,
): AsyncGenerator<Receipt<Mark>> {
  const underWay: Promise<Receipt<Mark>>[] = [];
  for await (const parcel of parcels) {
    const receipt = deliver(parcel, sending);
    receipt.catch(() => undefined); // awaited below, in its turn
    underWay.push(receipt);
    const first = underWay.length >= UNDER_WAY ? underWay.shift() : undefined;
    if (first) yield await first;
  }
  for (const receipt of underWay) yield await receipt;
}

const deliver = async <Mark>({ lines, letters, mark }: Parcel<Mark>, sending: Sending): Promise<Receipt<Mark>> => {
  for (let at = 0; at < letters.length; at += LETTERS_AT_ONCE) {
    const call = { json: { letters: letters.slice(at, at + LETTERS_AT_ONCE) } };
    await tell(sending, tellDeadLetters, z.object({ kept: z.int() }), call);
  }
  if (lines.length === 0) return { accepted: 0, rejected: letters.length, reasons: [], mark };
  const body = await pack(Buffer.concat(lines.flatMap((line) => [line, NEWLINE])), { level: 1 });
  const headers = { 'content-type': EVENT_LINES, 'content-encoding': 'gzip' };
  const { accepted, rejected, items } = await tell(sending, takeEvents, intakeAnswer, { body, headers });
  const reasons = items.map(({ id, index, field, reason, code }) =>
    [id ?? `item ${index}`, field, reason ?? code ?? 'rejected'].filter(Boolean).join(': '),
  );
  return { accepted, rejected: rejected + letters.length, reasons, mark };
};

const tell = <S extends z.ZodType>(
  { access, patience, waiting }: Sending,
  route: typeof takeEvents | typeof tellDeadLetters,
  schema: S,
  call: Call,
): Promise<z.output<S>> => patiently(patience, () => ask(access, route, schema, call), waiting);
