import {
  availabilityTaken,
  bouncesTaken,
  categoryList,
  getPreferences,
  keepAvailability,
  liftSuppression,
  listCategories,
  listSuppressions,
  listUnknown,
  preferencesView,
  sendAgain,
  sendAllAgain,
  sentAgain,
  setPreferences,
  suppressionList,
  takeBounces,
  unknownMessages,
} from '@laurel/contracts';
import { readFile } from 'node:fs/promises';
import { DONE, type ExitCode, WrongUse } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { CsvReader } from '../csv/csv-records.ts';
import { type Access, ask, request } from '../server.ts';

export const showCategories = async (access: Access, output: Output): Promise<ExitCode> => {
  const { categories } = await ask(access, listCategories, categoryList);
  const rows = categories.map((one) => [
    ...[one.id, one.name, one.isOptional ? 'can be left' : 'always', one.isCapped ? 'capped' : ''],
    ...[one.delivery, one.waitsFor.join(', ')],
  ]);
  output.answer(categories, table(['id', 'name', 'who may leave', 'cap', 'delivery', 'waits for'], rows));
  return DONE;
};

/** What a person wants to get; with a choice, it is made for them first. */
export const preferencesOf = async (
  what: { readonly learner: string; readonly wants?: string; readonly nothing?: boolean },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const params = { learner: what.learner };
  const json = what.nothing ? { leaveEverything: true } : { wanted: what.wants?.split(',').filter(Boolean) };
  const isChoice = what.nothing === true || what.wants !== undefined;
  const view = await ask(access, isChoice ? setPreferences : getPreferences, preferencesView, {
    params,
    ...(isChoice ? { json } : {}),
  });
  const rows = view.categories.map(({ id, name, wanted }) => [id, name, wanted ? 'wanted' : 'left']);
  output.answer(view, table(['id', 'name', 'choice'], rows));
  return DONE;
};

export const showSuppressions = async (access: Access, output: Output): Promise<ExitCode> => {
  const { suppressions } = await ask(access, listSuppressions, suppressionList);
  const rows = suppressions.map((one) => [one.address, one.learner, one.because, one.status, one.at]);
  output.answer(suppressions, table(['address', 'learner', 'because', 'status', 'since'], rows));
  return DONE;
};

export const liftOne = async (
  { address, why }: { readonly address: string; readonly why: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  await request(access, liftSuppression, { params: { id: address }, json: { why } });
  output.answer({ address }, 'messages go there again');
  return DONE;
};

export const showUnknown = async (access: Access, output: Output): Promise<ExitCode> => {
  const { messages } = await ask(access, listUnknown, unknownMessages);
  const rows = messages.map((one) => [one.message, one.learner, one.rule, one.at]);
  output.answer(messages, table(['message', 'learner', 'rule', 'since'], rows));
  return DONE;
};

/** One message, or all whose delivery is unknown: they may arrive twice. */
export const sendMessagesAgain = async (
  { message, all }: { readonly message: string | undefined; readonly all?: boolean },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  if ((message === undefined) !== (all === true)) throw new WrongUse('say which message, or --all');
  const { again } =
    message === undefined
      ? await ask(access, sendAllAgain, sentAgain)
      : await ask(access, sendAgain, sentAgain, { params: { id: message } });
  output.answer({ again }, `${again} to be sent again`);
  return DONE;
};

/** A report of a mail server, as it came. */
export const takeBounceFile = async (path: string, access: Access, output: Output): Promise<ExitCode> => {
  const body = await readFile(path).catch(() => {
    throw new WrongUse(`${path} cannot be read`);
  });
  const type = path.endsWith('.json') ? 'application/json' : 'message/rfc822';
  const taken = await ask(access, takeBounces, bouncesTaken, { headers: { 'content-type': type }, body });
  output.answer(
    taken,
    `${taken.matched} about messages of ours, ${taken.suppressed} addresses left alone, ${taken.ignored} ignored`,
  );
  return DONE;
};

const COLUMNS = ['learner', 'from', 'until', 'kind'] as const;
const PEOPLE_AT_ONCE = 500;

/** When people are away: a CSV file with learner, from, until (exclusive) and kind; it replaces what was known of each learner in it. */
export const importAvailability = async (path: string, access: Access, output: Output): Promise<ExitCode> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new WrongUse(`${path} cannot be read`);
  });
  const people = [...absencesIn(path, text)].map(([learner, absences]) => ({ learner, absences }));
  const sum = { people: 0, absences: 0 };
  for (let at = 0; at < people.length; at += PEOPLE_AT_ONCE) {
    const json = { people: people.slice(at, at + PEOPLE_AT_ONCE) };
    const taken = await ask(access, keepAvailability, availabilityTaken, { json });
    sum.people += taken.people;
    sum.absences += taken.absences;
  }
  output.answer(sum, `${sum.absences} absences of ${sum.people} people`);
  return DONE;
};

type Told = Readonly<Record<'from' | 'until' | 'kind', string>>;

const absencesIn = (path: string, text: string): ReadonlyMap<string, readonly Told[]> => {
  const reader = new CsvReader(',');
  const [header, ...records] = [...reader.read(text.replace(/^\uFEFF/, '')), ...reader.end()];
  const places = COLUMNS.map((column) => header?.fields.indexOf(column) ?? -1);
  if (places.includes(-1)) throw new WrongUse(`${path} needs the columns ${COLUMNS.join(', ')}`);
  const all = new Map<string, Told[]>();
  for (const { fields } of records) {
    const [learner = '', from = '', until = '', kind = ''] = places.map((place) => fields[place] ?? '');
    all.set(learner, [...(all.get(learner) ?? []), { from, until, kind }]);
  }
  return all;
};
