import { openChdbWarehouse } from '../../libs/adapters/clickhouse/dist/index.js';
import { migrateReadModels } from '../../libs/insights/read-model/dist/index.js';
import { newDataFolder, removeFolder } from '../support/server.mjs';
import { options } from './measure.mjs';
import { tellFacts } from './questions/facts.mjs';
import { funnelRows } from './questions/funnel.rows.mjs';
import { measureRows, reportRows, rowsNamed } from './questions/rows.mjs';

/**
 * Questions as they are asked, each against a baseline on the same table in the same run: 40 courses, 20 kinds of events, 25
 * facts a learner, 2% told twice in inserts of their own, so that they stand in other parts; merges are not waited for.
 * `--only funnel` measures the rows whose name holds the word.
 */
const { rounds, json, facts, only } = options({ facts: '10000000', only: '' });
const parts = [funnelRows];

const folder = await newDataFolder('bench-questions');
const warehouse = await openChdbWarehouse(folder, 'laurel');
try {
  await migrateReadModels(warehouse);
  const told = await tellFacts(warehouse, Number(facts));
  const asking = {
    asker: { id: 'bench', scopes: new Set(['ask']), sees: 'everyone' },
    now: new Date('2027-01-01'),
    limits: {},
  };
  const rows = rowsNamed(
    parts.flatMap((part) => part({ warehouse, asking, told })),
    only,
  );
  const measured = await measureRows(rows, rounds);
  await reportRows({ name: 'questions', facts: told.count, measured, json });
} finally {
  await warehouse.close();
  await removeFolder(folder);
}
process.exit();
