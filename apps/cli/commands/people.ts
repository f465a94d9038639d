import { importPeople, peopleImport } from '@laurel/contracts';
import { readFile } from 'node:fs/promises';
import { CsvReader } from '../csv/csv-records.ts';
import { DONE, DONE_WITH_REJECTS, type ExitCode, WrongUse } from '../outcome.ts';
import { type Output } from '../output.ts';
import { type Access, ask, PATIENT, patiently, reach } from '../server.ts';

const AT_ONCE = 1_000;

interface Item {
  readonly line: number;
  readonly person: unknown;
}

/** Says who learners are: a CSV file with the columns learner, name, email (timeZone, language), or one person as JSON per line. */
export const importPeopleFile = async (path: string, access: Access, output: Output): Promise<ExitCode> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new WrongUse(`${path} cannot be read`);
  });
  const items = /\.(nd)?jsonl?$/i.test(path) ? fromLines(path, text) : fromCsv(path, text);
  await reach(access);
  let accepted = 0;
  const rejected: { place: string; field: string | undefined; reason: string }[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    const some = items.slice(at, at + AT_ONCE);
    const json = some.map(({ person }) => person);
    const answer = await patiently(PATIENT, () => ask(access, importPeople, peopleImport, { json }));
    accepted += answer.accepted;
    for (const { index, field, reason } of answer.items) {
      rejected.push({ place: `${path}:${some[index]?.line ?? '?'}`, field, reason });
    }
  }
  const lines = rejected.map(({ place, field, reason }) => `${place}: ${field ? `${field}: ` : ''}${reason}`);
  output.answer({ accepted, rejected }, [...lines, `${accepted} people told, ${rejected.length} rejected`].join('\n'));
  return rejected.length > 0 ? DONE_WITH_REJECTS : DONE;
};

const fromLines = (path: string, text: string): Item[] =>
  text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [{ line: index + 1, person: JSON.parse(line) }];
    } catch {
      throw new WrongUse(`${path}:${index + 1} is not JSON; nothing was sent`);
    }
  });

const fromCsv = (path: string, text: string): Item[] => {
  const reader = new CsvReader(',');
  const [header, ...records] = [...reader.read(text.replace(/^\uFEFF/, '')), ...reader.end()];
  const columns = header?.fields ?? [];
  if (!['learner', 'name', 'email'].every((column) => columns.includes(column))) {
    throw new WrongUse(`${path} needs the columns learner, name, email, and may have timeZone and language`);
  }
  return records.map(({ fields, line }) => {
    const known = columns.map((column, index): [string, string] => [column, fields[index] ?? '']);
    return { line, person: Object.fromEntries(known.filter(([, value]) => value !== '')) };
  });
};
