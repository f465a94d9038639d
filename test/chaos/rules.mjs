import { openChdbWarehouse } from '../../libs/adapters/clickhouse/dist/index.js';
import { migrateReadModels } from '../../libs/insights/read-model/dist/index.js';
import { compareReaders } from '../../libs/testing/dist/index.js';
import { newDataFolder, removeFolder } from '../support/server.mjs';

const HISTORIES = 1_000_000;
const AT_ONCE = 10_000;
const RULES = 10;

const argument = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};

/**
 * Holds the two readers of the criteria against each other over a million random histories: `--rounds` of 10,000, other
 * ones each time, with ten random rules over each; in every second one a learner has one enrolment in a course at the most,
 * where the query takes other ways. The seed of a round makes it again: `--seed`.
 */
const rounds = argument('--rounds', HISTORIES / AT_ONCE);
const first = argument('--seed', Math.floor(Math.random() * 1e9));
const folder = await newDataFolder('chaos-rules');
const warehouse = await openChdbWarehouse(folder, 'laurel');
let [histories, looks, differences] = [0, 0, 0];
try {
  await migrateReadModels(warehouse);
  for (let round = 0; round < rounds; round++) {
    const seed = first + round;
    const compared = await compareReaders(warehouse, { people: AT_ONCE, rules: RULES, seed, oneKey: round % 2 === 1 });
    histories += compared.histories;
    looks += compared.histories * compared.rules;
    differences += compared.differences.length;
    for (const one of compared.differences) console.log(`seed ${seed}: ${JSON.stringify(one)}`);
    console.log(
      `round ${round + 1} of ${rounds}, seed ${seed}: ${compared.found} found, ${compared.differences.length} differences`,
    );
  }
} finally {
  await warehouse.close();
  await removeFolder(folder);
}
console.log(
  `${histories.toLocaleString('en')} random histories, ${looks.toLocaleString('en')} of them under a random rule: ${differences} differences`,
);
process.exit(differences === 0 ? 0 : 1);
