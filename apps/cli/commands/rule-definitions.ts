import {
  archiveRule,
  changeRule,
  configureRule,
  defineOwnRule,
  getRuleDefinition,
  readRuleHistory,
  type Route,
  ruleDraft,
  ruleHistory,
  ruleView,
} from '@laurel/contracts';
import { DONE, type ExitCode, WrongUse } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask } from '../server.ts';
import { questionFrom } from './operation.ts';

type Told = Pick<Route, 'method' | 'path'>;

const tell = async (
  route: Told,
  call: { readonly params?: { readonly id: string }; readonly json?: unknown },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const rule = await ask(access, route, ruleView, call);
  const words = `${rule.id} v${rule.version}${rule.archived ? ', archived' : ''} is ${rule.mode}: ${rule.sentence}`;
  output.answer(rule, words);
  return DONE;
};

/** A rule of one's own, from a file or standard input. */
export const defineRule = async (file: string, access: Access, output: Output): Promise<ExitCode> =>
  tell(defineOwnRule, { json: await questionFrom(file) }, access, output);

/** As JSON that `define` and `change` take back. */
export const showDefinition = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const draft = await ask(access, getRuleDefinition, ruleDraft, { params: { id } });
  output.answer(draft, JSON.stringify(draft, null, 2));
  return DONE;
};

export const changeDefinition = async (
  what: { readonly id: string; readonly file: string },
  access: Access,
  output: Output,
): Promise<ExitCode> =>
  tell(changeRule, { params: { id: what.id }, json: await questionFrom(what.file) }, access, output);

export const archive = (id: string, access: Access, output: Output): Promise<ExitCode> =>
  tell(archiveRule, { params: { id } }, access, output);

/** Switches a rule, or changes its parameters. */
export const setRule = (
  what: { readonly id: string; readonly mode?: string; readonly set?: readonly string[] },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const json = { mode: what.mode, parameters: valuesOf(what.set ?? []) };
  return tell(configureRule, { params: { id: what.id }, json }, access, output);
};

/** `days=21` sets, `course=` gives the default back. Numbers are told from words by how they look. */
export const valuesOf = (set: readonly string[]): Record<string, string | number | null> =>
  Object.fromEntries(
    set.map((one) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(one) ?? [];
      if (name === undefined || value === undefined) throw new WrongUse(`${one} is not of the form name=value`);
      return [name, valueOf(value)];
    }),
  );

export const valueOf = (text: string): string | number | null => {
  if (text === '') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
};

export const showRuleHistory = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const { decisions } = await ask(access, readRuleHistory, ruleHistory, { params: { id } });
  const rows = decisions.map(({ at, by, what, version, mode, parameters }) => [
    ...[at, by, what, version ? `v${version}` : '', mode],
    Object.entries(parameters ?? {})
      .map(([name, value]) => `${name}=${value ?? ''}`)
      .join(' '),
  ]);
  output.answer(decisions, table(['at', 'by', 'what', 'version', 'mode', 'parameters'], rows));
  return DONE;
};
