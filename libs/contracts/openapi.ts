import { z } from 'zod';
import { JSON_TYPE } from './http/content-types.ts';
import { announcementsRoutes } from './http/announcements.routes.ts';
import { campaignLedgerRoutes } from './http/campaign-ledger.routes.ts';
import { campaignsRoutes } from './http/campaigns.routes.ts';
import { certificatesRoutes } from './http/certificates.routes.ts';
import { controlTotalsRoutes } from './http/control-totals.routes.ts';
import { deadLettersRoutes } from './http/dead-letters.routes.ts';
import { endorsementsRoutes } from './http/endorsements.routes.ts';
import { factsRoutes } from './http/facts.routes.ts';
import { courtesyRoutes } from './http/courtesy.routes.ts';
import { inboxRoutes } from './http/inbox.routes.ts';
import { intakeRoutes } from './http/intake.routes.ts';
import { issuerKeysRoutes } from './http/issuer-keys.routes.ts';
import { keysRoutes } from './http/keys.routes.ts';
import { managerReportsRoutes } from './http/manager-reports.routes.ts';
import { messagesRoutes } from './http/messages.routes.ts';
import { operationRoutes } from './http/operation.routes.ts';
import { peopleRoutes } from './http/people.routes.ts';
import { problem } from './http/problem.ts';
import { programmesRoutes } from './http/programmes.routes.ts';
import { readModelsRoutes } from './http/read-models.routes.ts';
import { type Route } from './http/route.ts';
import { backTestRoutes } from './http/back-test.routes.ts';
import { ruleDefinitionsRoutes } from './http/rule-definitions.routes.ts';
import { rulesRoutes } from './http/rules.routes.ts';
import { savedQuestionsRoutes } from './http/saved-questions.routes.ts';
import { segmentsRoutes } from './http/segments.routes.ts';
import { sessionRoutes } from './http/session.routes.ts';
import { subscriptionsRoutes } from './http/subscriptions.routes.ts';
import { templatesRoutes } from './http/templates.routes.ts';
import { verifyRoutes } from './http/verify.routes.ts';
import { type Json, jsonSchemaOf } from './json-schema.ts';
import { questionsRoutes } from './questions/questions.ts';

/** Every address of the HTTP interface. */
export const routes: readonly Route[] = [
  ...intakeRoutes,
  ...controlTotalsRoutes,
  ...questionsRoutes,
  ...savedQuestionsRoutes,
  ...subscriptionsRoutes,
  ...managerReportsRoutes,
  ...factsRoutes,
  ...rulesRoutes,
  ...campaignsRoutes,
  ...campaignLedgerRoutes,
  ...programmesRoutes,
  ...certificatesRoutes,
  ...ruleDefinitionsRoutes,
  ...backTestRoutes,
  ...segmentsRoutes,
  ...messagesRoutes,
  ...templatesRoutes,
  ...courtesyRoutes,
  ...inboxRoutes,
  ...announcementsRoutes,
  ...endorsementsRoutes,
  ...verifyRoutes,
  ...peopleRoutes,
  ...deadLettersRoutes,
  ...issuerKeysRoutes,
  ...keysRoutes,
  ...sessionRoutes,
  ...readModelsRoutes,
  ...operationRoutes,
];

const SECURITY_SCHEMES = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key, as `laurel keys create` prints it; the names beside it at an operation are scopes it must have.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'laurel_key',
    description: 'The same key in the cookie of the pages (POST /v1/session).',
  },
};

/**
 * The HTTP interface as OpenAPI 3.1, made of the same schemas that the server parses with (its dialect is JSON Schema
 * 2020-12, which zod writes itself). Always the same answer for the same code.
 */
export const openApiDocument = (): Json => {
  const schemas: Schemas = { Problem: jsonSchemaOf(problem, 'output') };
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Laurel',
      version: '1',
      description: 'Learning analytics and engagement: tell facts, ask questions, see what was done and why.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The server that gave you this document' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: { securitySchemes: SECURITY_SCHEMES, schemas },
  };
};

type Schemas = Record<string, Json>;

const operationOf = (route: Route, schemas: Schemas): Json => ({
  operationId: route.name,
  tags: [route.tag],
  summary: route.summary,
  ...(route.description ? { description: route.description } : {}),
  security: securityOf(route.scope),
  parameters: [...parametersOf('path', route.params), ...parametersOf('query', route.query)],
  ...(route.body ? { requestBody: { required: true, content: contentOf(route.body, requestOf(route, schemas)) } } : {}),
  responses: Object.fromEntries(
    Object.entries(answersOf(route)).map(([status, { description, content }]) => [
      status,
      { description, ...(content ? { content: contentOf(content, answerOf(route, Number(status), schemas)) } : {}) },
    ]),
  ),
});

const securityOf = (scope: Route['scope']): readonly Json[] => {
  if (scope === 'public') return [];
  const needed = scope === 'any' ? [] : [scope];
  return [{ key: needed }, { session: needed }];
};

const parametersOf = (place: 'path' | 'query', schema: z.ZodObject | undefined): readonly Json[] => {
  const { properties = {}, required = [] } = z.toJSONSchema(schema ?? z.object({}), {
    io: 'input',
    unrepresentable: 'any',
  });
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: field,
  }));
};

const KEY_ANSWERS: Route['answers'] = {
  401: { description: 'No key, or one that is not known', content: { 'application/problem+json': problem } },
  403: { description: 'The key lacks the scope', content: { 'application/problem+json': problem } },
};

/** An address that needs a key may also say no to the key, unless the route says it better. */
const answersOf = (route: Route): Route['answers'] =>
  route.scope === 'public' ? route.answers : { ...KEY_ANSWERS, ...route.answers };

type Written = (type: string, schema: z.ZodType) => Json;

const contentOf = (content: Readonly<Record<string, z.ZodType>>, write: Written): Json =>
  Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema: write(type, schema) }]));

/** JSON bodies get a name in `components`, after their operation, so that generated clients have types to speak of. */
const requestOf =
  (route: Route, schemas: Schemas): Written =>
  (type, schema) =>
    type === JSON_TYPE
      ? named(`${titled(route)}Request`, jsonSchemaOf(schema, 'input'), schemas)
      : jsonSchemaOf(schema, 'input');

const answerOf =
  (route: Route, status: number, schemas: Schemas): Written =>
  (type, schema) => {
    if (schema === problem) return { $ref: '#/components/schemas/Problem' };
    const json = jsonSchemaOf(schema, 'output');
    return type === JSON_TYPE && status < 300 ? named(`${titled(route)}Answer`, json, schemas) : json;
  };

const titled = ({ name }: Route): string => name.charAt(0).toUpperCase() + name.slice(1);

const named = (name: string, json: Json, schemas: Schemas): Json => {
  schemas[name] = json;
  return { $ref: `#/components/schemas/${name}` };
};
