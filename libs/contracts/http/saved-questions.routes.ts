import { z } from 'zod';
import { questions } from '../questions/questions.ts';
import { tables, tooHeavy } from '../questions/define-question.ts';
import { json, no } from './answers.ts';
import { JSON_TYPE, PDF } from './content-types.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });
const names = questions.map(({ name }) => name);

/** What is kept of a question, so that it can be asked again in the same words. */
const content = {
  name: z.string().trim().min(1).max(200).describe('What people call it'),
  question: z.string().refine((name) => names.includes(name), `is one of: ${names.join(', ')}`),
  body: z
    .record(z.string(), z.unknown())
    .describe('As POST /v1/questions/<question> takes it; it is checked when saved'),
  description: z.string().trim().min(1).max(2000).optional(),
};

export const newSavedQuestion = z.strictObject(content);
export type NewSavedQuestion = z.output<typeof newSavedQuestion>;

export const savedQuestionChange = z.strictObject({
  ...content,
  expectedVersion: z.int().positive().describe('The version that was read: 409 when somebody saved another since'),
});
export type SavedQuestionChange = z.output<typeof savedQuestionChange>;

export const savedQuestionVersion = z.object({
  version: z.int().positive(),
  name: z.string(),
  question: z.string(),
  body: z.record(z.string(), z.unknown()),
  description: z.string().nullable(),
  savedAt: instant,
  savedBy: z.string().describe('Id of the key'),
});
export type SavedQuestionVersionView = z.infer<typeof savedQuestionVersion>;

export const savedQuestionView = savedQuestionVersion.extend({
  id: z.uuid(),
  address: z.string().describe('Of the page that shows it, under the address of Laurel'),
  archivedAt: instant.nullable().describe('It can still be read, and is neither listed nor asked any more'),
});
export type SavedQuestionView = z.infer<typeof savedQuestionView>;

export const savedQuestionList = z.object({
  savedQuestions: z.array(savedQuestionView).describe('In their latest versions, the newest question first'),
  next: z.string().nullable().describe('Give it as `after` for the next page; null at the end'),
});
export type SavedQuestionList = z.infer<typeof savedQuestionList>;

export const savedQuestionsQuery = z.strictObject({
  after: z.uuid().optional(),
  archived: z.enum(['true', 'false']).default('false').describe('true: the archived ones'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type SavedQuestionsQuery = z.output<typeof savedQuestionsQuery>;

export const savedQuestionVersions = z.object({
  id: z.uuid(),
  versions: z.array(savedQuestionVersion).describe('Newest first'),
});
export type SavedQuestionVersions = z.infer<typeof savedQuestionVersions>;

export const askSavedOrder = z.strictObject({
  asOf: instant.optional().describe('Answers as known at that time; wins over one that was saved'),
  version: z.int().positive().optional().describe('The latest where none is named'),
});

const tag = 'saved questions';
const scope = 'ask';
const params = z.object({ id: z.uuid() });
const missing = no('No such question was saved');

export const saveQuestion = defineRoute({
  name: 'saveQuestion',
  method: 'post',
  path: '/v1/saved-questions',
  tag,
  summary: 'Keeps a question under a name',
  scope,
  body: json(newSavedQuestion),
  answers: {
    201: { description: 'Saved, as version 1', content: json(savedQuestionView) },
    400: no('The question makes no sense; the answer says which field'),
  },
});

export const listSavedQuestions = defineRoute({
  name: 'listSavedQuestions',
  method: 'get',
  path: '/v1/saved-questions',
  tag,
  summary: 'The saved questions',
  scope,
  query: savedQuestionsQuery,
  answers: { 200: { description: 'One page', content: json(savedQuestionList) } },
});

export const getSavedQuestion = defineRoute({
  name: 'getSavedQuestion',
  method: 'get',
  path: '/v1/saved-questions/{id}',
  tag,
  summary: 'A saved question in its latest version',
  scope,
  params,
  answers: { 200: { description: 'The question', content: json(savedQuestionView) }, 404: missing },
});

export const listSavedVersions = defineRoute({
  name: 'listSavedVersions',
  method: 'get',
  path: '/v1/saved-questions/{id}/versions',
  tag,
  summary: 'Every version of a saved question',
  scope,
  params,
  answers: { 200: { description: 'The versions', content: json(savedQuestionVersions) }, 404: missing },
});

export const changeSavedQuestion = defineRoute({
  name: 'changeSavedQuestion',
  method: 'put',
  path: '/v1/saved-questions/{id}',
  tag,
  summary: 'Saves a new version; the older ones stay',
  scope,
  params,
  body: json(savedQuestionChange),
  answers: {
    200: { description: 'The new version', content: json(savedQuestionView) },
    400: no('The question makes no sense; the answer says which field'),
    404: missing,
    409: no(
      'Another version was saved since (`saved-question.version`), or it is archived (`saved-question.archived`)',
    ),
  },
});

export const archiveSavedQuestion = defineRoute({
  name: 'archiveSavedQuestion',
  method: 'delete',
  path: '/v1/saved-questions/{id}',
  tag,
  summary: 'Archives a saved question; again is no error',
  description: 'Its versions stay readable; subscriptions to it end.',
  scope,
  params,
  answers: { 204: { description: 'It is archived' }, 404: missing },
});

export const askSavedQuestion = defineRoute({
  name: 'askSavedQuestion',
  method: 'post',
  path: '/v1/saved-questions/{id}/answer',
  tag,
  summary: 'Asks a saved question now',
  description: 'As JSON the answer is that of POST /v1/questions/<question>.',
  scope,
  params,
  body: json(askSavedOrder),
  answers: {
    200: {
      description: 'The answer',
      content: {
        [JSON_TYPE]: z.record(z.string(), z.unknown()),
        ...tables,
        [PDF]: z
          .string()
          .meta({ format: 'binary' })
          .describe('For people: the question in words, the table, what each figure counts'),
      },
    },
    400: no('What was saved makes no sense any more: the answer says which field'),
    404: missing,
    406: no('There is no such form of the answer; the answer says which there are'),
    409: no('It is archived'),
    503: tooHeavy,
  },
});

export const savedQuestionsRoutes = [
  saveQuestion,
  listSavedQuestions,
  getSavedQuestion,
  listSavedVersions,
  changeSavedQuestion,
  archiveSavedQuestion,
  askSavedQuestion,
] as const;
