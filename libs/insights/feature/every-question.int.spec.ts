import { type AnswerMeta, type Asker } from '@laurel/contracts';
import { derivedReadModels, type Fact, migrateReadModels, type Warehouse } from '@laurel/insights-read-model';
import { Refused } from '@laurel/kernel';
import {
  factsOf,
  type FactWords,
  HISTORY_ENDS,
  insertFacts,
  openTestWarehouse,
  randomOf,
  sampleHistory,
  type SampleQuestion,
  sampleQuestions,
  shuffled,
  type TestWarehouse,
} from '@laurel/testing';
import { answeringOf } from './questions.ts';

const SEED = 4;
const LEARNERS = 100;
const DAY_MS = 86_400_000;
const TABLES = ['facts', ...derivedReadModels.map(({ name }) => name)];
const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };

let told: TestWarehouse;
let other: TestWarehouse;
const words = sampleHistory(SEED, LEARNERS);
const facts = factsOf(words);

beforeAll(async () => {
  [told, other] = await Promise.all([openTestWarehouse(), openTestWarehouse()]);
  for (const { warehouse } of [told, other]) await migrateReadModels(warehouse);
  await insertFacts(told.warehouse, facts);
});
afterAll(() => Promise.all([told.drop(), other.drop()]));

const isFunnel = ({ name }: SampleQuestion): boolean => name.startsWith('funnel');

interface Whole {
  readonly meta: AnswerMeta;
}

const ask = async (warehouse: Warehouse, name: string, body: object, now: Date): Promise<Whole> => {
  const question = answeringOf.get(name)?.read(body);
  if (!question) throw new Error(`no question is called ${name}`);
  const { answer } = await question.ask(warehouse, { asker: owner, now, limits: {} }).catch(refusalOf);
  return answer as Whole;
};

/** A refusal is an answer as well: with fewer facts there may be too few for it. */
const refusalOf = (error: unknown): { answer: object } => {
  if (!(error instanceof Refused)) throw error;
  return { answer: { refused: error.code, meta: {} } };
};

interface Asked {
  readonly asOf: Date;
  readonly samples?: readonly SampleQuestion[];
  /** What of each answer is compared. */
  readonly of: (answer: Whole) => object;
}

const answers = async (warehouse: Warehouse, { asOf, samples = sampleQuestions, of }: Asked): Promise<object[]> => {
  const all: object[] = [];
  for (const { name, body } of samples) {
    const answer = await ask(warehouse, name, { ...body, asOf: asOf.toISOString() }, HISTORY_ENDS);
    all.push({ name, body, ...of(answer) });
  }
  return all;
};
const figures = (answer: Whole): object => ({ ...answer, meta: undefined });
const figuresAndScope = (answer: Whole): object => ({ ...answer, meta: { ...answer.meta, tookMs: 0 } });

const empty = async ({ warehouse }: TestWarehouse): Promise<void> => {
  for (const table of TABLES) await warehouse.command(`TRUNCATE TABLE ${table}`);
};

it('has a sample', () => {
  expect(new Set(sampleQuestions.map(({ name }) => name))).toEqual(new Set(answeringOf.keys()));
});

it('changes no figure when every fact is told twice, shuffled, and nothing is merged', async () => {
  await empty(other);
  for (const table of TABLES) await other.warehouse.command(`SYSTEM STOP MERGES ${table}`);
  const random = randomOf(SEED);
  const again = factsOf(words.map((one): FactWords => ({ ...one, told: laterThan(one.told ?? one.at, random) })));
  // Never both tellings in one insert, where the engine would see that they are the same.
  const MONTHS = 24;
  const parts = [shuffled(facts, random), shuffled(again, random)].flatMap((all) =>
    Array.from({ length: MONTHS }, (_, month) => all.filter((_, index) => index % MONTHS === month)),
  );
  for (const part of shuffled(parts, random)) await insertFacts(other.warehouse, part);
  const rows = await other.warehouse.rows<{ rows: string }>('SELECT count() AS rows FROM facts');
  expect(Number(rows[0]?.rows)).toBe(2 * facts.length);
  // Some were told again only after this: what was known then is the same, and what is known now too.
  const now = new Date(HISTORY_ENDS.getTime() + 800 * DAY_MS);
  const then = {
    asOf: new Date('2025-06-15T00:00:00Z'),
    samples: sampleQuestions.filter((_, index) => index % 3 === 0),
  };
  for (const part of [then, { asOf: now, samples: sampleQuestions }]) {
    const asked = { ...part, of: figures };
    expect(await answers(other.warehouse, asked)).toEqual(await answers(told.warehouse, asked));
  }
  for (const table of TABLES) await other.warehouse.command(`SYSTEM START MERGES ${table}`);
}, 600_000);

const laterThan = (iso: string, random: () => number): string =>
  new Date(Date.parse(iso) + Math.floor(random() * 300 * DAY_MS)).toISOString();

it('answers as known at any moment what it would have answered then', async () => {
  await empty(other);
  const MOMENTS = 50;
  const random = randomOf(SEED + 1);
  const begin = Date.parse('2024-02-01T00:00:00Z');
  const moments = Array.from({ length: MOMENTS }, () => begin + Math.floor(random() * (800 * DAY_MS))).sort(
    (a, b) => a - b,
  );
  const [funnels, others] = [sampleQuestions.filter(isFunnel), sampleQuestions.filter((one) => !isFunnel(one))];
  let before = -Infinity;
  for (const [index, moment] of moments.entries()) {
    const since: readonly Fact[] = facts.filter(({ recordedAt }) => recordedAt > before && recordedAt <= moment);
    if (since.length > 0) await insertFacts(other.warehouse, shuffled(since, random));
    before = moment;
    // The others take the engine longer: one of them at every other moment, so that each comes twice.
    const turns = index % 2 === 0 ? [others, funnels] : [funnels];
    const samples = turns.map((of) => of[Math.floor(index / 2) % of.length]!);
    const asked = { asOf: new Date(moment), samples, of: figuresAndScope };
    expect(await answers(told.warehouse, asked)).toEqual(await answers(other.warehouse, asked));
  }
}, 600_000);
