/** Opens a folder of the embedded engine, says how many rows it found, then inserts until it is killed and says each. Ends with its standard input. */
import { openChdbWarehouse } from '@laurel/clickhouse';

process.stdin.on('end', () => process.exit(0)).resume();
const warehouse = await openChdbWarehouse(process.argv[2], 'laurel_test');
await warehouse.command('CREATE TABLE IF NOT EXISTS numbers (n UInt64) ENGINE = MergeTree ORDER BY n');
const [{ found }] = await warehouse.rows('SELECT uniqExact(n) AS found FROM numbers');
console.log(`found ${found}`);
for (let n = Number(found); ; n++) {
  await warehouse.insert('numbers', 'TabSeparated', Buffer.from(`${n}\n`));
  console.log(`acknowledged ${n + 1}`);
}
