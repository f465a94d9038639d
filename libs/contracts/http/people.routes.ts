import { z } from 'zod';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';
import { timeZone } from './time-zone.ts';

/** A person as `people` keeps them: the only place where a learner has a name and an address. */
export const person = z.strictObject({
  learner: z.string().min(1).max(512).describe('The subject of the learning events'),
  name: z.string().min(1).max(256),
  email: z.email().max(320),
  timeZone: timeZone.optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag, such as en or pt-BR')
    .optional(),
  calendar: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$/, 'a country, with a part of it where holidays differ, such as AT or DE-BY')
    .optional()
    .describe('Whose public holidays are theirs; without it those of the country of their zone'),
});
export type PersonView = z.infer<typeof person>;

export const peopleImport = z.object({
  accepted: z.int(),
  rejected: z.int(),
  items: z
    .array(z.object({ index: z.int(), code: z.string(), field: z.string().optional(), reason: z.string() }))
    .describe('The rejected ones, counted from 0'),
});
export type PeopleImport = z.infer<typeof peopleImport>;

export const peopleList = z.object({
  people: z.array(person).describe('By learner'),
  total: z.int(),
  next: z.string().nullable().describe('Give it as `after` for the next page; null at the end'),
});
export type PeopleList = z.infer<typeof peopleList>;

export const peopleQuery = z.strictObject({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type PeopleQuery = z.output<typeof peopleQuery>;

/** Items are checked one by one, so that a bad one never fails the others. */
const batch = z.array(person);

/** An absence as it is told. `until` is exclusive: somebody who is back on Monday is away until Monday. */
export const absence = z
  .strictObject({
    from: z.iso.datetime({ offset: true }),
    until: z.iso.datetime({ offset: true }),
    kind: z.enum(['leave', 'travel', 'sick', 'other']),
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), {
    error: 'it ends before it begins',
    path: ['until'],
  });

const MOST_ABSENCES = 1_000;
/** All absences of one learner, in place of what was said before. */
export const absencesOf = z.strictObject({
  learner: z.string().min(1).max(512),
  absences: z
    .array(absence)
    .max(MOST_ABSENCES)
    .refine((all) => new Set(all.map(({ from }) => Date.parse(from))).size === all.length, {
      error: 'two absences begin at the same time',
    }),
});
export type AbsencesOf = z.output<typeof absencesOf>;

/** At most so many learners a request. */
export const availabilityImport = z.strictObject({ people: z.array(absencesOf).min(1).max(1_000) });
export const availabilityTaken = z.object({ people: z.int(), absences: z.int() });
export type AvailabilityTaken = z.infer<typeof availabilityTaken>;

const tag = 'people';
const scope = 'people';

export const importPeople = defineRoute({
  name: 'importPeople',
  method: 'post',
  path: '/v1/people',
  tag,
  summary: 'Say who learners are and where they are reached',
  description: 'Stored whole or not at all per item; a learner told again is replaced. At most 10,000 items a request.',
  scope,
  body: { 'application/json': batch, 'application/x-ndjson': person },
  answers: {
    200: { description: 'After the accepted ones are durable', content: json(peopleImport) },
    400: no('The body is no list of people; nothing was taken'),
  },
});

export const listPeople = defineRoute({
  name: 'listPeople',
  method: 'get',
  path: '/v1/people',
  tag,
  summary: 'The people Laurel can reach',
  scope,
  query: peopleQuery,
  answers: { 200: { description: 'One page', content: json(peopleList) } },
});

export const getPerson = defineRoute({
  name: 'getPerson',
  method: 'get',
  path: '/v1/people/{learner}',
  tag,
  summary: 'Who a learner is',
  scope,
  params: z.object({ learner: z.string() }),
  answers: { 200: { description: 'The person', content: json(person) }, 404: no('Nobody said who that is') },
});

export const keepAvailability = defineRoute({
  name: 'keepAvailability',
  method: 'put',
  path: '/v1/availability',
  tag,
  summary: 'Say when people are on leave or travelling: messages wait until they are back',
  description: 'All absences of each learner, in place of what was said before. All of the request, or nothing of it.',
  scope,
  body: json(availabilityImport),
  answers: {
    200: { description: 'After it is durable', content: json(availabilityTaken) },
    400: no('The body is no availability; nothing was taken'),
  },
});

export const getAvailability = defineRoute({
  name: 'getAvailability',
  method: 'get',
  path: '/v1/availability/{learner}',
  tag,
  summary: 'When a person is away',
  scope,
  params: z.object({ learner: z.string() }),
  answers: { 200: { description: 'Oldest first; empty where nobody said anything', content: json(absencesOf) } },
});

export const peopleRoutes = [importPeople, listPeople, getPerson, keepAvailability, getAvailability] as const;
