import {
  deadLetter,
  deadLetterList,
  discardDeadLetter,
  listDeadLetters,
  redriveDeadLetter,
  redriveVerdict,
  showDeadLetter,
  wholeDeadLetter,
} from '@laurel/contracts';
import { readFile } from 'node:fs/promises';
import { DONE, DONE_WITH_REJECTS, type ExitCode, WrongUse } from '../outcome.ts';
import { type Output, table, visible } from '../output.ts';
import { type Access, ask } from '../server.ts';

export interface LetterFilter {
  readonly state?: string;
  readonly code?: string;
  readonly entrance?: string;
  readonly source?: string;
  readonly subject?: string;
  readonly after?: string;
  readonly limit?: string;
}

export const listLetters = async (filter: LetterFilter, access: Access, output: Output): Promise<ExitCode> => {
  const page = await ask(access, listDeadLetters, deadLetterList, { query: { ...filter } });
  const rows = page.letters.map((letter) => [
    letter.id,
    letter.state,
    letter.code,
    letter.place ?? letter.source ?? '',
    `${letter.field ? `${letter.field}: ` : ''}${letter.reason}`,
  ]);
  const waiting = page.waiting.map(({ code, count }) => `${code} ${count}`).join(', ');
  const lines = [
    ...(rows.length > 0 ? [table(['id', 'state', 'code', 'place', 'reason'], rows)] : []),
    waiting === '' ? 'no dead letter waits' : `waiting: ${waiting}`,
    ...(page.next === null ? [] : [`more: --after ${page.next}`]),
  ];
  output.answer(page, lines.join('\n'));
  return DONE;
};

export const showLetter = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const letter = await ask(access, showDeadLetter, wholeDeadLetter, { params: { id } });
  const { original, history, ...about } = letter;
  const lines = [
    ...Object.entries(about).map(([name, value]) => `${name}: ${visible(String(value))}`),
    ...history.map(({ at, step, by, reason }) => `${at} ${step} by ${by}${reason ? `: ${visible(reason)}` : ''}`),
    'original:',
    original.text === null ? `(not UTF-8) ${original.base64}` : visible(original.text),
  ];
  output.answer(letter, lines.join('\n'));
  return DONE;
};

export const redriveLetters = async (
  what: { readonly ids: readonly string[]; readonly corrected?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const file = what.corrected;
  if (file !== undefined && what.ids.length > 1) throw new WrongUse('one corrected event is for one letter');
  const corrected = file === undefined ? undefined : await readText(file);
  const verdicts: { id: string; verdict: string; reason: string }[] = [];
  for (const id of what.ids) {
    const json = corrected === undefined ? {} : { corrected };
    const { verdict, reason } = await ask(access, redriveDeadLetter, redriveVerdict, { params: { id }, json });
    verdicts.push({ id, verdict, reason: reason ?? '' });
  }
  output.answer(
    verdicts,
    table(
      ['id', 'verdict', 'reason'],
      verdicts.map((one) => Object.values(one)),
    ),
  );
  return verdicts.every(({ verdict }) => verdict === 'accepted') ? DONE : DONE_WITH_REJECTS;
};

export const discardLetters = async (
  what: { readonly ids: readonly string[]; readonly reason: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const discarded = [];
  for (const id of what.ids) {
    discarded.push(await ask(access, discardDeadLetter, deadLetter, { params: { id }, json: { reason: what.reason } }));
  }
  output.answer(discarded, `${discarded.length} discarded`);
  return DONE;
};

const readText = async (path: string): Promise<string> =>
  readFile(path, 'utf8').catch(() => {
    throw new WrongUse(`${path} cannot be read`);
  });
