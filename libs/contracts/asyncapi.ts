import { type EventDefinition } from '@laurel/kernel';
import { type z } from 'zod';
import { decisionEvents } from './decisions/decision-events.ts';
import { type Json, jsonSchemaOf } from './json-schema.ts';
import { cloudEvent, dataschemaOf } from './learning/cloud-event.ts';
import { learningEvents } from './learning/learning-events.ts';
import { DECISIONS, LAUREL_SOURCE, LEARNING_EVENTS, LEARNING_EVENTS_DLQ } from './topics.ts';

type Definition = EventDefinition<string, z.ZodType>;
/** The events on the log as AsyncAPI 3, made of the schemas that read and write them. Always the same answer. */
export const asyncApiDocument = (): Json => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Laurel',
    version: '1',
    description:
      'CloudEvents 1.0 in structured JSON, on Kafka or on the embedded log. The key of a message is its subject, the learner. Identity is (source, id): telling an event again changes nothing.',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  defaultContentType: 'application/cloudevents+json',
  channels: {
    learningEvents: channel(LEARNING_EVENTS, 'Facts that other systems tell us.', learningEvents),
    decisions: channel(DECISIONS, `Decisions that Laurel made; their source is "${LAUREL_SOURCE}".`, decisionEvents),
    unreadable: {
      address: LEARNING_EVENTS_DLQ,
      description: 'Messages of the learning topic that could not be read, byte for byte.',
      messages: { unreadable: { name: 'unreadable', payload: {} } },
    },
  },
  operations: {
    takeLearningEvents: operation('receive', 'learningEvents', 'Laurel reads what others tell.'),
    tellDecisions: operation('send', 'decisions', 'Laurel tells what it decided.'),
    tellUnreadable: operation('send', 'unreadable', 'Laurel sets aside what it could not read.'),
  },
  components: {
    messages: Object.fromEntries([...learningEvents, ...decisionEvents].map((one) => [one.type, messageOf(one)])),
    schemas: { CloudEvent: jsonSchemaOf(cloudEvent, 'input') },
  },
});

const channel = (address: string, description: string, definitions: readonly Definition[]): Json => ({
  address,
  description,
  messages: Object.fromEntries(
    definitions.map(({ type }) => [type, { $ref: `#/components/messages/${escaped(type)}` }]),
  ),
});

const operation = (action: 'send' | 'receive', of: string, summary: string): Json => ({
  action,
  channel: { $ref: `#/channels/${of}` },
  summary,
});

const messageOf = (definition: Definition): Json => ({
  name: definition.type,
  title: definition.type.split('.')[1],
  contentType: 'application/cloudevents+json',
  payload: {
    allOf: [
      { $ref: '#/components/schemas/CloudEvent' },
      {
        type: 'object',
        properties: {
          type: { const: definition.type },
          dataschema: { const: dataschemaOf(definition.type, definition.version) },
          data: jsonSchemaOf(definition.schema, 'input'),
        },
      },
    ],
  },
});

/** A JSON pointer takes `~` and `/` escaped; event types have neither today. */
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
