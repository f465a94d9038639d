import { diagnosis, doctor, type RebuildProgress, rebuildProgress, rebuildReadModel } from '@laurel/contracts';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { DONE, Failed, FAILED, type ExitCode, WrongUse } from '../outcome.ts';
import { type Output } from '../output.ts';
import { showProgress } from '../progress.ts';
import { type Access, request, ask } from '../server.ts';

/** Every dependency, and what to do where one is not well. */
export const examineServer = async (access: Access, output: Output): Promise<ExitCode> => {
  const found = await ask(access, doctor, diagnosis);
  const lines = found.checks.map(({ name, ok, detail, hint, figures }) => {
    const said = Object.entries(figures).map(([figure, value]) => `${figure} ${value}`);
    return `${ok ? 'well' : 'NOT WELL'}  ${name}${detail ? `: ${detail}` : ''}${said.length > 0 ? ` (${said.join(', ')})` : ''}${hint ? `\n          ${hint}` : ''}`;
  });
  const drift = Math.round((Date.now() - Date.parse(found.now)) / 1000);
  const clock =
    Math.abs(drift) > 5 ? [`NOT WELL  clock: this machine and the server differ by ${drift} s; set both by NTP`] : [];
  const head = `Laurel ${found.version} (${found.roles.join(', ')}) at ${access.url}`;
  output.answer({ ...found, url: access.url, clockDifferenceSeconds: drift }, [head, ...lines, ...clock].join('\n'));
  return found.ok && clock.length === 0 ? DONE : FAILED;
};

/** Builds a read model anew beside the live one; with `compare` it is swapped only when both agree. */
export const rebuild = async (
  what: { readonly name: string; readonly compare: boolean },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const call = { params: { name: what.name }, json: { compare: what.compare } };
  const answer = await request(access, rebuildReadModel, call);
  const progress = showProgress('facts');
  let last: RebuildProgress | undefined;
  for await (const line of linesOf(answer)) {
    last = rebuildProgress.parse(JSON.parse(line));
    progress.update(last.factsTotal === 0 ? 1 : Math.min(last.factsDone / last.factsTotal, 1), last.factsDone);
  }
  progress.stop();
  if (!last) throw new Failed('the server ended without saying how the rebuild went');
  const differences = last.differences === null ? '' : `, ${last.differences} differences`;
  output.answer(last, `${last.readModel}: ${last.state}${differences}${last.reason ? `: ${last.reason}` : ''}`);
  return last.state === 'swapped' ? DONE : FAILED;
};

async function* linesOf(answer: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of answer.body ?? []) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
  if (rest.trim() !== '') yield rest;
}

/** Asks a question from a file, from standard input with `-`, or the one that says nothing more than its name. */
export const askQuestion = async (
  what: { readonly question: string; readonly file: string | undefined; readonly csv: boolean },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const json = what.file === undefined ? {} : await questionFrom(what.file);
  // Every question has this form of address; the server knows which there are.
  const route = { method: 'post', path: '/v1/questions/{question}' } as const;
  const accept = what.csv ? 'text/csv' : 'application/json';
  const answer = await request(access, route, { params: { question: what.question }, json, headers: { accept } });
  if (what.csv) output.answer(undefined, (await answer.text()).trimEnd());
  else {
    const data: unknown = await answer.json();
    output.answer(data, JSON.stringify(data, null, 2));
  }
  return DONE;
};

/** JSON of a file, or of standard input. */
export const questionFrom = async (file: string): Promise<unknown> => {
  const body = await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch(() => {
    throw new WrongUse(`${file} cannot be read`);
  });
  try {
    return JSON.parse(body);
  } catch {
    throw new WrongUse(`${file === '-' ? 'standard input' : file} is not JSON`);
  }
};
