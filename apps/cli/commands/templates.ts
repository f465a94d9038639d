import {
  archiveTemplate,
  checkTemplate,
  getTemplate,
  listTemplates,
  previewTemplate,
  saveTemplate,
  templateChecked,
  templateLetter,
  templateList,
  type TemplateRemark,
  templateTested,
  templateView,
  testTemplate,
} from '@laurel/contracts';
import { readFile, writeFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { DONE, type ExitCode, FAILED, WrongUse } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask } from '../server.ts';

export const showTemplates = async (access: Access, output: Output): Promise<ExitCode> => {
  const { templates } = await ask(access, listTemplates, templateList);
  const rows = templates.map((one) => [one.id, one.version, one.state, one.languages.join(' '), one.name]);
  output.answer(templates, table(['id', 'version', 'state', 'languages', 'name'], rows));
  return DONE;
};

/** Prints a template as YAML, in the form that `save` reads. */
export const showTemplate = async (
  what: { readonly id: string; readonly version?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const found = await ask(access, getTemplate, templateView, {
    params: { id: what.id },
    query: { version: what.version },
  });
  output.answer(found, stringify(found.content, { lineWidth: 0 }).trimEnd());
  return DONE;
};

export const saveTemplateFile = async (
  what: { readonly id: string; readonly file: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const json = await contentOf(what.file);
  const saved = await ask(access, saveTemplate, templateView, { params: { id: what.id }, json });
  output.answer(saved, [`${saved.id} version ${saved.version}`, ...saved.better.map(lineOf)].join('\n'));
  return DONE;
};

/** Says what is wrong with a file; nothing is saved. */
export const checkTemplateFile = async (
  what: { readonly file: string; readonly probeLinks?: boolean },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const json = { content: await contentOf(what.file), probeLinks: what.probeLinks ?? false };
  const { letters, ...checked } = await ask(access, checkTemplate, templateChecked, { json });
  const verdict = checked.canBeSaved ? 'it can be saved' : 'it cannot be saved';
  const words = [...checked.refused.map(lineOf), ...checked.better.map(lineOf), verdict].join('\n');
  output.answer({ ...checked, letters }, words);
  return checked.canBeSaved ? DONE : FAILED;
};

export interface Trial {
  readonly id: string;
  readonly version?: string;
  readonly learner?: string;
  readonly language?: string;
  readonly values?: string;
}

/** Writes the letter; to a file as HTML, else its plain text to the terminal. */
export const previewTemplateTo = async (
  what: Trial & { readonly out?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const call = { params: { id: what.id }, json: await aboutOf(what) };
  const written = await ask(access, previewTemplate, templateLetter, call);
  if (what.out !== undefined) await writeFile(what.out, written.html);
  output.answer(written, what.out ?? `${written.subject}\n\n${written.text.trimEnd()}`);
  return DONE;
};

export const sendTemplateTest = async (
  what: Trial & { readonly to: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const call = { params: { id: what.id }, json: { ...(await aboutOf(what)), to: what.to } };
  const tested = await ask(access, testTemplate, templateTested, call);
  output.answer(tested, `${tested.subject}: ${tested.outcome}${tested.reason === null ? '' : ` (${tested.reason})`}`);
  return tested.outcome === 'accepted' ? DONE : FAILED;
};

export const retireTemplate = async (
  what: { readonly id: string; readonly why: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const call = { params: { id: what.id }, json: { why: what.why } };
  const archived = await ask(access, archiveTemplate, templateView, call);
  output.answer(archived, `${archived.id} is archived`);
  return DONE;
};

const lineOf = ({ path, line, column, reason, code }: TemplateRemark): string =>
  `${path}${line === null ? '' : `:${line}:${column}`}: ${reason} (${code})`;

const aboutOf = async ({ version, learner, language, values }: Trial) => ({
  ...(version === undefined ? {} : { version: Number(version) }),
  ...(learner === undefined ? {} : { learner }),
  ...(language === undefined ? {} : { language }),
  ...(values === undefined ? {} : { values: await contentOf(values) }),
});

/** YAML, and so JSON too. */
export const contentOf = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new WrongUse(`${file} cannot be read`);
  });
  try {
    return parse(text);
  } catch (error) {
    throw new WrongUse(`${file} is neither YAML nor JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
};
