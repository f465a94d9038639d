import { type Named } from '@laurel/criteria-domain';
import { createHash } from 'node:crypto';
import { type CriteriaWarehouse } from './warehouse.port.ts';

/** So many fit beside a query as its parameter; a server limits how long its address may be. */
const MOST_BESIDE = 500;

/** Lists of people that queries name, each under the hash of all who are in it; kept for a while, as they are asked for again. */
const TABLE = `
create table if not exists listed_people (list String, learner String, listed_at DateTime('UTC') default now('UTC'))
engine = ReplacingMergeTree(listed_at) order by (list, learner) ttl listed_at + interval 2 day`;
/** A list that was written longer ago is written anew: no query may find it half gone. */
const FRESH = "listed_at > now('UTC') - interval 1 day";

const ids = new WeakMap<ReadonlySet<string>, string>();

/** The name of the list in the table; undefined where it is short enough to stand beside the query. */
export const listId = (people: ReadonlySet<string>): string | undefined => {
  if (people.size <= MOST_BESIDE) return undefined;
  const known = ids.get(people);
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const learner of [...people].sort()) hash.update(`${learner.length}:${learner}`);
  const id = hash.digest('hex').slice(0, 32);
  ids.set(people, id);
  return id;
};

/** Sees to it that the long lists among the named people are in the table, whole. Safe to do twice, and at once. */
export const keepLists = async (warehouse: CriteriaWarehouse, { segments, figures }: Named): Promise<void> => {
  const lists = [...[...segments.values()].flatMap(({ members }) => (members ? [members] : [])), ...figures.values()];
  for (const people of lists) {
    const id = listId(people);
    if (id !== undefined) await keep(warehouse, id, people);
  }
};

const keep = async (warehouse: CriteriaWarehouse, id: string, people: ReadonlySet<string>): Promise<void> => {
  await warehouse.command(TABLE);
  const [kept] = await warehouse.rows<{ learners: string }>(
    `select uniqExact(learner) as learners from listed_people where list = {id:String} and ${FRESH}`,
    { id },
  );
  if (Number(kept?.learners) === people.size) return;
  const rows = [...people].map((learner) => JSON.stringify({ list: id, learner })).join('\n');
  await warehouse.insert('listed_people', 'JSONEachRow', new TextEncoder().encode(rows));
};
