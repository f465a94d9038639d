import {
  askSavedQuestion,
  CSV,
  JSON_TYPE,
  listSavedQuestions,
  PARQUET,
  PDF,
  savedQuestionList,
  savedQuestionView,
  type SavedQuestionView,
  saveQuestion,
} from '@laurel/contracts';
import { writeFile } from 'node:fs/promises';
import { DONE, type ExitCode, WrongUse } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask, request } from '../server.ts';
import { questionFrom } from './operation.ts';

export const showSavedQuestions = async (access: Access, output: Output): Promise<ExitCode> => {
  const all: SavedQuestionView[] = [];
  let after: string | undefined;
  do {
    const page = await ask(access, listSavedQuestions, savedQuestionList, { query: { after } });
    all.push(...page.savedQuestions);
    after = page.next ?? undefined;
  } while (after !== undefined);
  const rows = all.map((one) => [one.id, one.version, one.question, one.name]);
  output.answer(all, table(['id', 'version', 'question', 'name'], rows));
  return DONE;
};

/** Keeps a question from a file, from standard input with `-`, or the one that says nothing more than its name. */
export const keepQuestion = async (
  what: {
    readonly question: string;
    readonly file?: string | undefined;
    readonly name: string;
    readonly description?: string;
  },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const body = what.file === undefined ? {} : await questionFrom(what.file);
  const description = what.description === undefined ? {} : { description: what.description };
  const json = { name: what.name, question: what.question, body, ...description };
  const saved = await ask(access, saveQuestion, savedQuestionView, { json });
  output.answer(saved, `${saved.id}\n${access.url}${saved.address}`);
  return DONE;
};

const FORMS = { json: JSON_TYPE, csv: CSV, parquet: PARQUET, pdf: PDF } as const;
const isForm = (as: string): as is keyof typeof FORMS => Object.hasOwn(FORMS, as);

/** Asks a saved question now; a form that is no text needs a file. */
export const answerSaved = async (
  what: { readonly id: string; readonly as: string; readonly asOf?: string; readonly out?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const { id, as, asOf, out } = what;
  if (!isForm(as)) throw new WrongUse(`--as ${as}: it is one of ${Object.keys(FORMS).join(', ')}`);
  if (out === undefined && (as === 'parquet' || as === 'pdf')) throw new WrongUse(`--as ${as} needs --out <file>`);
  const json = asOf === undefined ? {} : { asOf };
  const answer = await request(access, askSavedQuestion, { params: { id }, json, headers: { accept: FORMS[as] } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (out !== undefined) {
    await writeFile(out, bytes);
    output.answer({ file: out, bytes: bytes.byteLength }, `${out}: ${bytes.byteLength} bytes`);
  } else if (as === 'json') {
    const data: unknown = JSON.parse(bytes.toString());
    output.answer(data, JSON.stringify(data, null, 2));
  } else output.answer(undefined, bytes.toString().trimEnd());
  return DONE;
};
