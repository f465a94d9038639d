import { type PeopleImport, person } from '@laurel/contracts';
import { type Person } from '@laurel/people-domain';
import { Problematic } from '@laurel/platform';
import { z } from 'zod';

const MOST_PEOPLE = 10_000;
const MOST_BYTES = 16_000_000;

interface Told {
  readonly accepted: readonly Person[];
  readonly items: PeopleImport['items'];
}

const list = z.array(z.unknown()).max(MOST_PEOPLE);

/** Reads a JSON list (parsed already) or NDJSON (as it comes in); each item is taken or refused by itself. */
export const readPeople = async (body: unknown, contentType: string): Promise<Told> => {
  const isLines = contentType.toLowerCase().startsWith('application/x-ndjson');
  const parsed = list.safeParse(isLines ? linesOf(await textOf(body)) : body);
  if (!parsed.success) {
    throw new Problematic(400, 'body.people', `Send a JSON list or NDJSON of at most ${MOST_PEOPLE} people`);
  }
  const accepted: Person[] = [];
  const items: PeopleImport['items'] = [];
  for (const [index, one] of parsed.data.entries()) {
    const read = person.safeParse(one);
    if (read.success) accepted.push(read.data);
    else items.push({ index, code: 'person.schema', ...whatIsWrong(read.error.issues[0]) });
  }
  return { accepted, items };
};

/** Says which field, never what was in it. */
const whatIsWrong = (issue: z.core.$ZodIssue | undefined): { field?: string; reason: string } => ({
  ...(issue && issue.path.length > 0 ? { field: issue.path.map(String).join('.') } : {}),
  reason: issue?.message ?? 'unreadable',
});

/** A line that is no JSON is an item that is no person. */
const linesOf = (text: string): readonly unknown[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      try {
        return JSON.parse(line);
      } catch {
        return line;
      }
    });

const textOf = async (body: unknown): Promise<string> => {
  if (typeof body === 'string') return body;
  if (!isStream(body)) throw new Problematic(400, 'body.people', 'The body is no text');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new Problematic(413, 'body.size', `Send at most ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
