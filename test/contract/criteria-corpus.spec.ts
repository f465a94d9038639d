import { CRITERIA_VERSION, criterion } from '@laurel/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Criteria as they were stored, of every version of the language. A file here is never changed, only added. */
const FOLDER = join(import.meta.dirname, '../corpus/criteria');
const files = readdirSync(FOLDER);

it.each(files)('%s is still read, and says what it said', (file) => {
  const stored: unknown = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
  expect(criterion.parse(stored)).toMatchObject(stored as object);
});

it('holds every version of the language', () => {
  const versions = Array.from({ length: CRITERIA_VERSION }, (_, older) => `.v${older + 1}.json`);
  expect(versions.filter((version) => !files.some((file) => file.endsWith(version)))).toEqual([]);
});
