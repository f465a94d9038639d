import { createTable, createView, derivedReadModels } from './derived/derived-read-models.ts';
import { factsTable, learnerIndex } from './facts/facts.table.ts';
import { type Warehouse } from './warehouse.port.ts';

/** Makes what is missing; says the same thing however often it runs, and before anything is inserted. */
export const migrateReadModels = async (warehouse: Warehouse): Promise<void> => {
  await warehouse.command(factsTable);
  await warehouse.command(learnerIndex);
  for (const model of derivedReadModels) {
    await warehouse.command(createTable(model, model.name));
    await warehouse.command(createView(model, model.name));
  }
};
