import { createTable, createView, type DerivedReadModel } from './derived/derived-read-models.ts';
import { type Warehouse } from './warehouse.port.ts';

export interface RebuildStep {
  readonly state: 'filling' | 'comparing' | 'swapped' | 'kept';
  readonly factsDone: number;
  readonly factsTotal: number;
  /** Keys on which live and rebuilt disagree; null when they were not compared. */
  readonly differences: number | null;
}

const LOOK_EVERY_MS = 200;
/** Live inserts reach the two tables one after the other: a difference counts when it is still there. */
const LOOKS = 3;

/**
 * Builds the read model beside the live one and swaps them. Inserts go on: from the first step they feed both tables,
 * and what the fill finds a second time changes nothing. With `compare` a difference keeps the live one.
 */
export async function* rebuildReadModel(
  warehouse: Warehouse,
  model: DerivedReadModel,
  options: { readonly compare: boolean },
): AsyncGenerator<RebuildStep> {
  const next = `${model.name}_next`;
  await dropNext(warehouse, next);
  await warehouse.command(createTable(model, next));
  await warehouse.command(createView(model, next));
  await insertsUnderWay(warehouse);
  const factsTotal = await countFacts(warehouse);
  for await (const done of fill(warehouse, model, next)) {
    yield { state: 'filling', factsDone: Math.min(done, factsTotal), factsTotal, differences: null };
  }
  const finished = { factsDone: factsTotal, factsTotal };
  let differences: number | null = null;
  if (options.compare) {
    yield { state: 'comparing', ...finished, differences };
    differences = await lastingDifferences(warehouse, model, next);
  }
  const agree = differences === null || differences === 0;
  if (agree) await warehouse.command(`EXCHANGE TABLES ${model.name} AND ${next}`);
  await dropNext(warehouse, next);
  yield { state: agree ? 'swapped' : 'kept', ...finished, differences };
}

const dropNext = async (warehouse: Warehouse, next: string): Promise<void> => {
  await warehouse.command(`DROP TABLE IF EXISTS ${next}_feed`);
  await warehouse.command(`DROP TABLE IF EXISTS ${next}`);
};

/** An insert that began before the new view was there does not feed it: the fill must come after its end. */
const insertsUnderWay = async (warehouse: Warehouse): Promise<void> => {
  const ids = async (among: readonly string[] | null): Promise<readonly string[]> => {
    const only = among === null ? '1' : 'query_id IN {among:Array(String)}';
    const rows = await warehouse.rows<{ query_id: string }>(
      `SELECT query_id FROM system.processes WHERE query_kind IN ('Insert', 'AsyncInsertFlush') AND ${only}`,
      among === null ? {} : { among },
    );
    return rows.map((row) => row.query_id);
  };
  for (let left = await ids(null); left.length > 0; left = await ids(left)) await pause();
};

async function* fill(warehouse: Warehouse, model: DerivedReadModel, next: string): AsyncGenerator<number> {
  const marker = `fill ${next} ${Date.now()}`;
  let ended = false;
  const filled = warehouse.command(`/* ${marker} */ INSERT INTO ${next} ${model.fill}`).finally(() => {
    ended = true;
  });
  // Awaited below; without this a failure during a look would count as unhandled.
  filled.catch(() => undefined);
  while (!ended) {
    const [running] = await warehouse.rows<{ read: string }>(
      `SELECT read_rows AS read FROM system.processes WHERE position(query, {marker:String}) > 0 AND query_kind = 'Insert'`,
      { marker },
    );
    yield Number(running?.read ?? 0);
    await Promise.race([filled, pause()]);
  }
  await filled;
}

const lastingDifferences = async (warehouse: Warehouse, model: DerivedReadModel, next: string): Promise<number> => {
  let differences = await countDifferences(warehouse, model, next);
  for (let look = 1; look < LOOKS && differences > 0; look++) {
    await pause();
    differences = await countDifferences(warehouse, model, next);
  }
  return differences;
};

const countDifferences = async (warehouse: Warehouse, model: DerivedReadModel, next: string): Promise<number> => {
  const { key, merged = [] } = model;
  const side = (number: number, table: string): string =>
    `SELECT ${number} AS side, ${key.join(', ')}, tuple(${[0, ...merged].join(', ')}) AS merged FROM ${table} FINAL`;
  const [answer] = await warehouse.rows<{ differences: string }>(`
    SELECT count() AS differences FROM (
      SELECT 1 FROM (${side(1, model.name)} UNION ALL ${side(2, next)})
      GROUP BY ${key.join(', ')}
      HAVING min(side) = max(side) OR min(merged) != max(merged)
    )`);
  return Number(answer?.differences ?? 0);
};

const countFacts = async (warehouse: Warehouse): Promise<number> => {
  const [answer] = await warehouse.rows<{ facts: string }>('SELECT count() AS facts FROM facts');
  return Number(answer?.facts ?? 0);
};

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
