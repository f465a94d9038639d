import { z } from 'zod';

/** `de`, `pt-BR`: as people say theirs. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag, such as en or pt-BR');

const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'a name in camelCase, at most 40 letters and digits');
const line = z.string().min(1).max(1000);
const about = z.string().max(500).optional();

/** The most items that a declared list may have: what makes every loop over it end. */
export const MOST_ITEMS = 200;

/**
 * What a message must bring for a template; with a default it need not. A default of null says that it may be missing, and
 * the template asks with `{% if %}`. The example is what previews and checks use.
 */
export const templateVariable = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), about, example: line, default: z.string().max(1000).nullish() }),
  z.strictObject({ type: z.literal('number'), about, example: z.number(), default: z.number().nullish() }),
  z.strictObject({
    type: z.literal('date'),
    about,
    example: z.iso.datetime({ offset: true }),
    default: z.iso.datetime({ offset: true }).nullish(),
  }),
  z.strictObject({
    type: z.literal('url'),
    about,
    example: z.url({ protocol: /^https?$/ }),
    default: z.url({ protocol: /^https?$/ }).nullish(),
  }),
  z.strictObject({
    type: z.literal('list'),
    about,
    example: z.array(line).max(MOST_ITEMS),
    default: z.array(z.string().max(1000)).max(MOST_ITEMS).optional(),
    most: z.int().min(1).max(MOST_ITEMS).default(20).describe('Items beyond these are left out'),
  }),
]);
export type TemplateVariable = z.output<typeof templateVariable>;

/** One language of a template. Subject and text are Liquid; the body is MJML with Liquid in it. */
export const templateLanguage = z.strictObject({
  subject: z.string().min(1).max(500),
  body: z
    .string()
    .min(1)
    .max(100_000)
    .describe('What stands in a column of the mail layout (mj-text, mj-button, …), or a whole document from <mjml> on'),
  text: z.string().min(1).max(50_000).optional().describe('The plain-text part; left out, it is made of the body'),
});
export type TemplateLanguage = z.output<typeof templateLanguage>;

export const templateContent = z
  .strictObject({
    name: z.string().min(1).max(200).describe('What people call it'),
    description: z.string().max(2000).optional(),
    variables: z.record(name, templateVariable).default({}),
    defaultLanguage: languageTag.describe('For people whose language it does not speak'),
    languages: z.record(languageTag, templateLanguage),
  })
  .refine(({ variables, languages }) => [variables, languages].every((one) => Object.keys(one).length <= 50), {
    error: 'at most 50 variables and 50 languages',
  })
  .refine((one) => Object.hasOwn(one.languages, one.defaultLanguage), {
    error: 'there is no text in the default language',
    path: ['languages'],
  });
export type TemplateContent = z.output<typeof templateContent>;
/** As it is written by hand: what has a default may be left out. */
export type TemplateSource = z.input<typeof templateContent>;

/** Why a template cannot be saved, or what should be better about it; lines and columns count from 1 in the part. */
export const templateRemark = z.object({
  code: z.string().describe('Stable for programs: template.variable, template.loop, lint.alt-missing, …'),
  path: z.string().describe('Where: languages.en.body'),
  line: z.int().nullable(),
  column: z.int().nullable(),
  reason: z.string(),
});
export type TemplateRemark = z.infer<typeof templateRemark>;

export const templateValue = z.union([z.string(), z.number(), z.array(z.string())]);
/** By the names that a template declares. */
export type TemplateValues = Readonly<Record<string, z.infer<typeof templateValue>>>;
