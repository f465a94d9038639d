import { type TemplateContent, type TemplateRemark } from '@laurel/contracts';
import {
  CannotWrite,
  exampleOf,
  EXAMPLE_LINKS,
  languageFor,
  type ProbeAddress,
  RESERVED,
  type TemplateEngine,
  valuesOf,
  type Writing,
} from '@laurel/communications-domain';
import { type Template } from 'liquidjs';
import { checkLiquid } from './check-liquid.ts';
import { isWholeDocument, laidOut, textFoot } from './layout.ts';
import { addressesIn, type LintFinding, lintLanguage } from './lint.ts';
import { liquidFor, parseLiquid, render } from './liquid.ts';
import { compileMjml } from './mjml.ts';
import { type Finding } from './place.ts';
import { textOfHtml } from './plain-text.ts';

/** One language, ready to be written with: MJML is compiled once, and Liquid fills it in for each person. */
interface Ready {
  readonly subject: Template[];
  readonly html: Template[];
  /** What its author wrote as text; undefined: it is made of the HTML. */
  readonly text: Template[] | undefined;
  /** Below either. */
  readonly textFoot: Template[];
}

const forHtml = liquidFor('html');
const forText = liquidFor('text');

/** MJML and Liquid. What was compiled is kept as long as the content object is. */
export const openTemplateEngine = (): TemplateEngine => {
  const ready = new WeakMap<TemplateContent, Map<string, Promise<Ready>>>();
  const readyIn = (content: TemplateContent, language: string): Promise<Ready> => {
    const languages = ready.get(content) ?? new Map<string, Promise<Ready>>();
    ready.set(content, languages);
    const found = languages.get(language) ?? makeReady(content, language);
    languages.set(language, found);
    return found;
  };
  const write: TemplateEngine['write'] = async (content, writing) => {
    const language = languageFor(content, writing.language);
    return { ...fill(await readyIn(content, language), content, { ...writing, language }), language };
  };
  const remarks = async (content: TemplateContent, of: (language: string) => Promise<readonly TemplateRemark[]>) =>
    (await Promise.all(Object.keys(content.languages).map(of))).flat();
  return {
    check: async (content) => [
      ...checkNames(content),
      ...(await remarks(content, (language) => checkLanguage(content, language, write))),
    ],
    lint: (content, probe) => remarks(content, (language) => lint({ content, language, write, probe })),
    write,
  };
};

const languageOf = (content: TemplateContent, language: string) => {
  const found = content.languages[language];
  if (!found) throw new CannotWrite(`it does not speak ${language}`);
  return found;
};

const makeReady = async (content: TemplateContent, language: string): Promise<Ready> => {
  const { subject, body, text } = languageOf(content, language);
  const { html } = await compileMjml(body, laidOut(body, language));
  return {
    subject: parseLiquid(forText, subject),
    html: parseLiquid(forHtml, html),
    text: text === undefined ? undefined : parseLiquid(forText, text.trimEnd()),
    textFoot: parseLiquid(forText, isWholeDocument(body) ? '\n' : textFoot(language)),
  };
};

const fill = (ready: Ready, content: TemplateContent, writing: Writing & { readonly language: string }) => {
  const { language, timeZone, links } = writing;
  const around = { language, timeZone, track: links.track };
  const values = valuesOf(content, writing);
  // Written first, so that the layout may name the document after it.
  const subject = render(forText, ready.subject, { ...values, subject: '' }, around)
    .replace(/\s+/g, ' ')
    .trim();
  if (subject === '') throw new CannotWrite('its subject is empty');
  const all = { ...values, subject };
  const html = render(forHtml, ready.html, all, around);
  const text = ready.text === undefined ? textOfHtml(html) : render(forText, ready.text, all, around);
  return { subject, html, text: text + render(forText, ready.textFoot, all, around) };
};

const remarkOf = (path: string, { code, reason, at }: Finding): TemplateRemark => ({
  ...{ code, path, line: at?.line ?? null, column: at?.column ?? null, reason },
});

const checkNames = ({ variables }: TemplateContent): readonly TemplateRemark[] =>
  Object.keys(variables)
    .filter((name) => RESERVED.has(name))
    .map((name) =>
      remarkOf(`variables.${name}`, {
        code: 'template.variable',
        reason: 'every template has one of that name already',
      }),
    );

const checkLanguage = async (
  content: TemplateContent,
  language: string,
  write: TemplateEngine['write'],
): Promise<readonly TemplateRemark[]> => {
  const { subject, body, text } = languageOf(content, language);
  const within = (part: string) => (finding: Finding) => remarkOf(`languages.${language}.${part}`, finding);
  const { variables } = content;
  const inBody = checkLiquid(forHtml, body, variables);
  const found = [
    ...checkLiquid(forText, subject, variables).map(within('subject')),
    // A body whose Liquid cannot be read is not worth compiling.
    ...(inBody.length > 0 ? inBody : (await compileMjml(body, laidOut(body, language))).findings).map(within('body')),
    ...checkLiquid(forText, text ?? '', variables).map(within('text')),
  ];
  return found.length > 0 ? found : tryOut(content, language, write);
};

/** With its own examples it can be written at all, within the limits. */
const tryOut = async (content: TemplateContent, language: string, write: TemplateEngine['write']) => {
  try {
    await write(content, { ...exampleOf(content), language });
    return [];
  } catch (error) {
    if (!(error instanceof CannotWrite)) throw error;
    return [remarkOf(`languages.${language}`, { code: 'template.cannot-write', reason: error.message })];
  }
};

interface Linting {
  readonly content: TemplateContent;
  readonly language: string;
  readonly write: TemplateEngine['write'];
  readonly probe: ProbeAddress | undefined;
}

const lint = async ({ content, language, write, probe }: Linting): Promise<readonly TemplateRemark[]> => {
  const letter = await write(content, { ...exampleOf(content), language });
  const { body } = languageOf(content, language);
  const unsubscribe = EXAMPLE_LINKS.unsubscribe ?? '';
  const found = [...lintLanguage({ body, letter, unsubscribe }), ...(probe ? await probed(letter.html, probe) : [])];
  return found.map((one) => remarkOf(`languages.${language}.${one.part}`, one));
};

/** Asks the addresses that a template itself brings; those of the layout are Laurel's own. */
const probed = async (html: string, probe: ProbeAddress): Promise<readonly LintFinding[]> => {
  const addresses = addressesIn(html).filter(
    (one) => /^https?:/.test(one) && URL.canParse(one) && new URL(one).origin !== EXAMPLE_ORIGIN,
  );
  const answers = await Promise.all(addresses.map(async (address) => ({ address, found: await probe(address) })));
  return answers.flatMap(({ address, found }) =>
    found ? [{ part: 'body' as const, code: `lint.link-${found.is}`, reason: `${address}: ${found.why}` }] : [],
  );
};
const EXAMPLE_ORIGIN = 'https://laurel.example';
