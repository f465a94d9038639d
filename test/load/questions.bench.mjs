import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openChdbWarehouse } from '../../libs/adapters/clickhouse/dist/index.js';
import { migrateReadModels } from '../../libs/insights/read-model/dist/index.js';
import { newDataFolder, removeFolder } from '../support/server.mjs';
import { options } from './measure.mjs';
import { besideRows } from './questions/beside.rows.mjs';
import { coxRows } from './questions/cox.rows.mjs';
import { tellEnrolments } from './questions/enrolment-facts.mjs';
import { enrolmentRows } from './questions/enrolments.rows.mjs';
import { tellFacts, toldOf } from './questions/facts.mjs';
import { funnelRows } from './questions/funnel.rows.mjs';
import { learnerRows } from './questions/learner.rows.mjs';
import { measureRows, reportRows, rowsNamed } from './questions/rows.mjs';

/**
 * Questions as they are asked, each against a baseline on the same table in the same run: 40 courses, 20 kinds of events, 25
 * facts a learner, 2% told twice in inserts of their own, so that they stand in other parts; merges are not waited for. Beside
 * them a tenth as many enrolments in tables of their own. `--only funnel` measures the rows whose name holds the word;
 * `--data FOLDER` keeps what was told there for the next run.
 */
const { rounds, json, facts, only, data } = options({ facts: '10000000', only: '', data: '' });
const told = toldOf(Number(facts));
const folder = data || (await newDataFolder('bench-questions'));
await mkdir(folder, { recursive: true });

const asking = {
  asker: { id: 'bench', scopes: new Set(['ask']), sees: 'everyone' },
  now: new Date('2027-01-01'),
  limits: {},
};

/** Funnels first: what the engine holds of one question counts in the memory of the next. */
const parts = [
  { of: { database: 'laurel', tell: tellFacts }, rows: funnelRows },
  { of: { database: 'laurel', tell: tellFacts }, rows: learnerRows },
  { of: { database: 'enrolments', tell: tellEnrolments }, rows: enrolmentRows },
  { rows: coxRows },
  { rows: besideRows },
];

/** Told only once, however many parts ask it. */
const open = async ({ database, tell }) => {
  const warehouse = await openChdbWarehouse(join(folder, 'clickhouse'), database);
  await migrateReadModels(warehouse);
  const [{ known }] = await warehouse.rows('SELECT count() AS known FROM facts');
  if (known === '0') await tell(warehouse, told);
  // One that goes on beside a question and not beside its baseline would say nothing about either.
  await warehouse.command('SYSTEM STOP MERGES');
  const [{ rows, pieces }] = await warehouse.rows('SELECT count() AS rows, uniqExact(_part) AS pieces FROM facts');
  console.log(`${database}: ${Number(rows).toLocaleString('en')} rows of facts in ${pieces} parts`);
  return warehouse;
};

const measured = [];
try {
  for (const { of, rows } of parts) {
    if (rowsNamed(rows({ asking, told, folder }), only).length === 0) continue;
    const warehouse = of && (await open(of));
    try {
      measured.push(...(await measureRows(rowsNamed(rows({ warehouse, asking, told, folder }), only), rounds)));
    } finally {
      await warehouse?.close();
    }
  }
  await reportRows({ name: 'questions', facts: told.count, measured, json });
} finally {
  if (!data) await removeFolder(folder);
}
process.exit();
