import { type Asker } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { createMetrics, Problematic } from '@laurel/platform';
import { noAccounts, sampleQuestions } from '@laurel/testing';
import { EventEmitter } from 'node:events';
import { Registry } from 'prom-client';
import { AnswerInTime } from './answer-in-time.ts';
import { QuestionsController } from './questions.controller.ts';
import { answeringWith } from './questions.ts';

const touched: string[] = [];
/** An engine that must not be touched. */
const warehouse = new Proxy({} as Warehouse, {
  get: (_, name) => {
    touched.push(String(name));
    throw new Error(`the engine was touched: ${String(name)}`);
  },
});
const asker: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const clock = { now: () => new Date('2026-06-30T00:00:00Z') };
const inTime = new AnswerInTime(warehouse, clock, createMetrics(new Registry()), { seconds: 60, memoryBytes: 2 ** 30 });
const questions = answeringWith(noAccounts());
const controller = new QuestionsController(questions, inTime);
type Reply = Parameters<QuestionsController['ask']>[3];
const reply = { raw: new EventEmitter(), request: { headers: {} }, header: () => reply } as unknown as Reply;

/** Every question, asked as it makes sense. */
const sound = new Map([
  ...sampleQuestions.map(({ name, body }) => [name, body] as const),
  ['reconcile', { from: '2026-01-01' }] as const,
]);

it('knows every question', () => {
  expect([...sound.keys()].sort()).toEqual([...questions.keys()].sort());
});

/** What is wrong about it, whatever the question is. */
const wrongs: [string, object][] = [
  ['colour', { colour: 'red' }],
  ['asOf', { asOf: 'yesterday' }],
  ['asOf', { asOf: 7 }],
];

it.each(
  [...sound].flatMap(([name, body]) => wrongs.map(([path, wrong]) => ({ name, path, body: { ...body, ...wrong } }))),
)('$name: $path is wrong in $body', async ({ name, path, body }) => {
  const [question = '', part] = name.split('/');
  const ask = async (): Promise<unknown> =>
    part === undefined
      ? controller.ask(question, body, asker, reply)
      : controller.askPart({ question, part }, body, asker, reply);
  const refusal = await ask().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(Problematic);
  const { status, more } = refusal as Problematic;
  expect([status, more.errors?.map((error) => error.path)]).toEqual([400, expect.arrayContaining([path])]);
  expect(touched).toEqual([]);
});
