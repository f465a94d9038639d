import { createTable, createView, derivedReadModels } from './derived/derived-read-models.ts';
import { factsTable, learnerIndex } from './facts/facts.table.ts';
import {
  projectedRecordsFeed,
  projectedRecordsFirstFill,
  projectedRecordsTable,
} from './projected/projected-records.ts';
import { type Warehouse } from './warehouse.port.ts';

/** Makes what is missing; says the same thing however often it runs, and before anything is inserted. */
export const migrateReadModels = async (warehouse: Warehouse): Promise<void> => {
  await warehouse.command(factsTable);
  await warehouse.command(learnerIndex);
  for (const model of derivedReadModels) {
    await warehouse.command(createTable(model, model.name));
    await warehouse.command(createView(model, model.name));
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
