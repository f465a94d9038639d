import mjml from 'mjml-core';
import standard from 'mjml-preset-core';
import validator from 'mjml-validator';
import { type Laid } from './layout.ts';
import { type Finding, findingsOf, placeOf } from './place.ts';

mjml.assignComponents(mjml.components, standard.components);
validator.assignDependencies(validator.dependencies, standard.dependencies);

export interface Compiled {
  readonly html: string;
  readonly findings: readonly Finding[];
}

/** MJML as HTML with the Liquid still in it. Reads no files and fetches nothing; what it does not know are findings. */
export const compileMjml = async (body: string, { mjml: document, linesBefore }: Laid): Promise<Compiled> => {
  const unwanted = [...findingsOf(body, INCLUDES, () => NO_INCLUDE), ...findingsOf(body, ACTIVE, noActive)];
  if (unwanted.length > 0) return { html: '', findings: unwanted };
  try {
    const { html, errors } = await mjml.default(document, {
      ...{ validationLevel: 'soft', ignoreIncludes: true, keepComments: false, fonts: {}, useMjmlConfigOptions: false },
    });
    const findings = errors.map(({ line, tagName, message }) => ({
      ...{ code: 'template.mjml', reason: `${tagName}: ${message}` },
      at: { line: Math.max(line - linesBefore, 1), column: 1 },
    }));
    return { html, findings: [...findings, ...lostLiquid(body, html)] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { html: '', findings: [{ code: 'template.mjml', reason: `it cannot be read as MJML: ${reason}` }] };
  }
};

const INCLUDES = /<mj-include\b/gi;
const NO_INCLUDE = { code: 'template.mjml', reason: 'mj-include reads files, and templates may not: write it here' };

const ACTIVE = /<(?:script|iframe|object|embed|form|base)\b|\son[a-z]+\s*=|javascript:/gi;
const noActive = (found: string) => ({
  code: 'template.active',
  reason: `${found.trim()}: mail clients run nothing, and the preview must not`,
});

const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

/** MJML drops text between components without a word: Liquid that stood there would be lost. */
const lostLiquid = (body: string, html: string): readonly Finding[] => {
  const left = countsOf(html);
  return [...body.matchAll(LIQUID)].reverse().flatMap((match): readonly Finding[] => {
    const count = left.get(match[0]) ?? 0;
    left.set(match[0], count - 1);
    if (count > 0) return [];
    const reason = `${match[0]} stands between components, where MJML drops it: write <mj-raw>${match[0]}</mj-raw>`;
    return [{ code: 'template.mjml', reason, at: placeOf(body, match.index) }];
  });
};

const countsOf = (html: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const [found] of html.matchAll(LIQUID)) counts.set(found, (counts.get(found) ?? 0) + 1);
  return counts;
};
