import { z } from 'zod';
import { category } from '../communications/category.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

export const categoryList = z.object({ categories: z.array(category) });
export type CategoryList = z.infer<typeof categoryList>;

/** As it is told: the id stands in the address. */
export const categoryDefinition = category.omit({ id: true });

export const preferencesView = z.object({
  learner: z.string(),
  leftEverything: z.boolean().describe('All that can be left, what is to come included'),
  categories: z
    .array(z.object({ id: z.string(), name: z.string(), wanted: z.boolean() }))
    .describe('Those that can be left'),
});
export type PreferencesView = z.infer<typeof preferencesView>;

export const preferencesChoice = z.union([
  z.strictObject({ wanted: z.array(z.string().min(1)).describe('Ids of the categories; the others are left') }),
  z.strictObject({ leaveEverything: z.literal(true) }),
]);

export const suppressionList = z.object({
  suppressions: z.array(
    z.object({
      address: z.string().describe('A keyed digest of the address, which itself is only in people'),
      learner: z.string().describe('Who had it then'),
      because: z.enum(['hard-bounce', 'complaint']),
      status: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});
export type SuppressionList = z.infer<typeof suppressionList>;

export const liftSuppressionBody = z.strictObject({ why: z.string().min(1).max(500) });

export const unknownMessages = z.object({
  messages: z.array(z.object({ message: z.string(), learner: z.string(), rule: z.string(), at: z.iso.datetime() })),
});
export type UnknownMessages = z.infer<typeof unknownMessages>;

export const sentAgain = z.object({ again: z.int().describe('Messages requested anew') });
export type SentAgain = z.infer<typeof sentAgain>;

export const bouncesTaken = z.object({
  matched: z.int().describe('Reports about messages of this Laurel'),
  suppressed: z.int().describe('Addresses to which nothing goes any more'),
  ignored: z.int().describe('Reports about no message that is known'),
});
export type BouncesTaken = z.infer<typeof bouncesTaken>;

const tag = 'courtesy';
const id = z.object({ id: z.string() });
const learner = z.object({ learner: z.string() });

export const listCategories = defineRoute({
  ...{ name: 'listCategories', method: 'get', path: '/v1/categories', tag, scope: 'engage' },
  summary: 'The kinds of messages, and the manners of each',
  answers: { 200: { description: 'By id', content: json(categoryList) } },
});

export const defineCategory = defineRoute({
  ...{ name: 'defineCategory', method: 'put', path: '/v1/categories/{id}', tag, scope: 'engage', params: id },
  summary: 'Say what a category is; takes the place of what was said before',
  body: json(categoryDefinition),
  answers: { 200: { description: 'As it holds from now on', content: json(category) }, 400: no('It is no category') },
});

export const getPreferences = defineRoute({
  ...{
    name: 'getPreferences',
    method: 'get',
    path: '/v1/preferences/{learner}',
    tag,
    scope: 'people',
    params: learner,
  },
  summary: 'What a person wants to get',
  answers: { 200: { description: 'As the person sees it', content: json(preferencesView) } },
});

export const setPreferences = defineRoute({
  ...{
    name: 'setPreferences',
    method: 'put',
    path: '/v1/preferences/{learner}',
    tag,
    scope: 'people',
    params: learner,
  },
  summary: 'Choose for a person who asked for it',
  body: json(preferencesChoice),
  answers: {
    200: { description: 'As the person sees it', content: json(preferencesView) },
    400: no('It is no choice'),
  },
});

export const listSuppressions = defineRoute({
  ...{ name: 'listSuppressions', method: 'get', path: '/v1/suppressions', tag, scope: 'people' },
  summary: 'Addresses to which nothing goes, newest first; at most 1,000',
  answers: { 200: { description: 'Those that hold', content: json(suppressionList) } },
});

export const liftSuppression = defineRoute({
  ...{ name: 'liftSuppression', method: 'post', path: '/v1/suppressions/{id}/lift', tag, scope: 'people', params: id },
  summary: 'Say that an address works',
  body: json(liftSuppressionBody),
  answers: { 204: { description: 'Messages go there again' }, 409: no('Nothing is suppressed for this address') },
});

export const listUnknown = defineRoute({
  ...{ name: 'listUnknown', method: 'get', path: '/v1/messages/unknown', tag, scope: 'operate' },
  summary: 'Messages that were tried and got no answer: they may have arrived; at most 1,000',
  answers: { 200: { description: 'Newest first', content: json(unknownMessages) } },
});

export const sendAgain = defineRoute({
  ...{ name: 'sendAgain', method: 'post', path: '/v1/messages/{id}/send-again', tag, scope: 'operate', params: id },
  summary: 'Send a message again whose delivery is unknown, and take the risk that it arrives twice',
  answers: {
    200: { description: 'Requested anew', content: json(sentAgain) },
    404: no('There is no such message'),
    409: no('Its delivery is not unknown'),
  },
});

export const sendAllAgain = defineRoute({
  ...{ name: 'sendAllAgain', method: 'post', path: '/v1/messages/unknown/send-again', tag, scope: 'operate' },
  summary: 'The same for all of them',
  answers: { 200: { description: 'Requested anew', content: json(sentAgain) } },
});

export const takeBounces = defineRoute({
  ...{ name: 'takeBounces', method: 'post', path: '/v1/bounces', tag, scope: 'engage' },
  summary: 'Reports of mail servers: RFC 3464 and RFC 5965 as they came, or the JSON of Amazon SES',
  description: 'A report of a failure for good, or a complaint, suppresses the address. Taking one twice is harmless.',
  body: { 'message/rfc822': z.string().meta({ format: 'binary' }), 'application/json': z.looseObject({}) },
  answers: { 200: { description: 'What came of it', content: json(bouncesTaken) }, 400: no('It is no such report') },
});

export const courtesyRoutes = [
  ...[listCategories, defineCategory, getPreferences, setPreferences, listSuppressions, liftSuppression],
  ...[listUnknown, sendAgain, sendAllAgain, takeBounces],
] as const;
