import { z } from 'zod';
import { languageTag, templateContent, templateRemark, templateValue } from '../templates/template-content.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });

export const templateId = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9-]*$/, 'small letters, digits and hyphens, such as never-started');

const templateState = z.enum(['live', 'archived']);

const head = {
  id: templateId,
  name: z.string(),
  version: z.int().positive().describe('The newest'),
  state: templateState,
  languages: z.array(z.string()).describe('The default first'),
  isShipped: z.boolean().describe('The newest version came with Laurel'),
  savedAt: instant,
  savedBy: z.string().nullable().describe('Id of the key; null where it came with Laurel'),
};

export const templateList = z.object({ templates: z.array(z.object(head)).describe('By id') });
export type TemplateList = z.infer<typeof templateList>;

const remarks = z.array(templateRemark);

export const templateView = z.object({
  ...head,
  shownVersion: z.int().positive().describe('The version that `content` is'),
  content: templateContent,
  versions: z
    .array(
      z.object({
        version: z.int().positive(),
        savedAt: instant,
        savedBy: z.string().nullable(),
        isShipped: z.boolean(),
      }),
    )
    .describe('Newest first'),
  better: remarks.describe('What should be better about the content that is shown'),
});
export type TemplateView = z.infer<typeof templateView>;

export const templateCheck = z.strictObject({
  content: templateContent,
  probeLinks: z
    .boolean()
    .default(false)
    .describe('Ask every address once whether it is there; private ones are not asked'),
});

export const letter = z.object({
  language: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
});

export const templateChecked = z.object({
  canBeSaved: z.boolean(),
  refused: remarks.describe('What keeps it from being saved'),
  better: remarks.describe('What should be better; it can be saved all the same'),
  letters: z.array(letter).describe('Written with its examples, one in each language'),
});
export type TemplateChecked = z.infer<typeof templateChecked>;

const about = {
  version: z.int().positive().optional().describe('Default: the newest'),
  learner: z
    .string()
    .min(1)
    .max(512)
    .optional()
    .describe('Written to this person; the key needs the scope `people` too'),
  language: languageTag.optional().describe("Default: the person's, else the template's"),
  course: z.string().max(500).optional(),
  values: z
    .record(z.string(), templateValue)
    .default({})
    .describe('What the template declares; what is left out takes its example'),
};

export const templatePreview = z.strictObject(about);
export type TemplatePreview = z.output<typeof templatePreview>;
export const templateLetter = z.object({ ...letter.shape, templateVersion: z.int().positive() });
export type TemplateLetter = z.infer<typeof templateLetter>;

export const templateTest = z.strictObject({ ...about, to: z.email().max(320).describe('The one address it goes to') });

export const templateTested = z.object({
  outcome: z
    .enum(['accepted', 'rejected', 'tryLater', 'unknown'])
    .describe('What the mail server said; unknown: nothing, so it may have arrived'),
  reason: z.string().nullable(),
  subject: z.string(),
});
export type TemplateTested = z.infer<typeof templateTested>;

export const templateArchive = z.strictObject({ why: z.string().min(1).max(500) });

const tag = 'templates';
const scope = 'engage';
const params = z.object({ id: templateId });
const missing = no('There is no such template');

export const listTemplates = defineRoute({
  name: 'listTemplates',
  method: 'get',
  path: '/v1/templates',
  tag,
  summary: 'What messages can be written with',
  scope,
  answers: { 200: { description: 'All of them', content: json(templateList) } },
});

export const getTemplate = defineRoute({
  name: 'getTemplate',
  method: 'get',
  path: '/v1/templates/{id}',
  tag,
  summary: 'One template, in its newest or another version',
  scope,
  params,
  query: z.strictObject({ version: z.coerce.number().int().positive().optional() }),
  answers: { 200: { description: 'The template', content: json(templateView) }, 404: missing },
});

export const saveTemplate = defineRoute({
  name: 'saveTemplate',
  method: 'put',
  path: '/v1/templates/{id}',
  tag,
  summary: 'Saves a new version of a template',
  description:
    'The same content again makes no new version. Messages that were requested with an older version keep it. ' +
    'Unknown variables, loops without a bound and what MJML does not know are refused with line and column.',
  scope,
  params,
  body: json(templateContent),
  answers: {
    200: { description: 'It is the newest version now', content: json(templateView) },
    400: no('It cannot be saved; `errors` says where and why'),
  },
});

export const checkTemplate = defineRoute({
  name: 'checkTemplate',
  method: 'post',
  path: '/v1/templates/check',
  tag,
  summary: 'What is wrong with a template, and how it looks; nothing is saved',
  scope,
  body: json(templateCheck),
  answers: { 200: { description: 'What was found', content: json(templateChecked) } },
});

export const previewTemplate = defineRoute({
  name: 'previewTemplate',
  method: 'post',
  path: '/v1/templates/{id}/preview',
  tag,
  summary: 'The letter to a real person, or with the examples; nothing is sent',
  scope,
  params,
  body: json(templatePreview),
  answers: {
    200: { description: 'The letter', content: json(templateLetter) },
    404: no('There is no such template, version or person'),
    409: no('It cannot be written with these values; the answer says why'),
  },
});

export const testTemplate = defineRoute({
  name: 'testTemplate',
  method: 'post',
  path: '/v1/templates/{id}/test',
  tag,
  summary: 'Sends the letter to an address of yours, marked as a test',
  description: 'It is in no ledger and counts against no cap. Its links to preferences and the like lead nowhere.',
  scope,
  params,
  body: json(templateTest),
  answers: {
    200: { description: 'What the mail server said', content: json(templateTested) },
    404: no('There is no such template, version or person'),
    409: no('It cannot be written with these values; the answer says why'),
  },
});

export const archiveTemplate = defineRoute({
  name: 'archiveTemplate',
  method: 'post',
  path: '/v1/templates/{id}/archive',
  tag,
  summary: 'Takes a template out of use; saving it again brings it back',
  scope,
  params,
  body: json(templateArchive),
  answers: {
    200: { description: 'Nothing new is written with it', content: json(templateView) },
    404: missing,
    409: no('A running rule or campaign writes with it; the answer says which'),
  },
});

export const templatesRoutes = [
  listTemplates,
  getTemplate,
  saveTemplate,
  checkTemplate,
  previewTemplate,
  testTemplate,
  archiveTemplate,
] as const;
