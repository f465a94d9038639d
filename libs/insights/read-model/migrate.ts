import { createTable, createView, type DerivedReadModel, derivedReadModels } from './derived/derived-read-models.ts';
import { factsTable, learnerIndex } from './facts/facts.table.ts';
import {
  projectedRecordsFeed,
  projectedRecordsFirstFill,
  projectedRecordsTable,
} from './projected/projected-records.ts';
import { rebuildReadModel } from './rebuild.ts';
import { type Warehouse } from './warehouse.port.ts';

/** Makes what is missing, and fills it from the facts that are there; says the same thing however often it runs. */
export const migrateReadModels = async (warehouse: Warehouse): Promise<void> => {
  await warehouse.command(factsTable);
  await warehouse.command(learnerIndex);
  const before = await warehouse.rows<{ name: string }>(
    'SELECT name FROM system.tables WHERE database = currentDatabase()',
  );
  const made = new Set(before.map(({ name }) => name));
  const [facts] = await warehouse.rows<object>('SELECT 1 FROM facts LIMIT 1');
  for (const model of derivedReadModels) {
    await warehouse.command(createTable(model, model.name));
    await warehouse.command(createView(model, model.name));
    // A rebuild that was interrupted leaves its table behind; whether it was the first one, nobody knows.
    const isWhole = made.has(model.name) && !made.has(`${model.name}_next`);
    if (facts && !isWhole) await build(warehouse, model);
  }
  await openAccount(warehouse);
};

const openAccount = async (warehouse: Warehouse): Promise<void> => {
  const [account] = await warehouse.rows(
    "SELECT 1 FROM system.tables WHERE database = currentDatabase() AND name = 'projected_records_feed'",
  );
  if (account) return;
  await warehouse.command(projectedRecordsTable);
  await warehouse.command(projectedRecordsFeed);
  await warehouse.command(projectedRecordsFirstFill);
};

const build = async (warehouse: Warehouse, model: DerivedReadModel): Promise<void> => {
  const steps = rebuildReadModel(warehouse, model, { compare: false });
  while (!(await steps.next()).done);
};
