import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/glossary.md',
  'docs/operations.md',
].concat(
  ['docs/how-to', 'docs/adr'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).flatMap((file) => (file.endsWith('.md') ? [`${folder}/${file}`] : [])),
  ),
);
const LINK = /\]\((?!https?:|#)(?<path>[^)#\s]+)(?:#[^)]*)?\)/g;

it.each(documents)('%s links to what is there', (document) => {
  const text = readFileSync(join(ROOT, document), 'utf8');
  const links = [...text.matchAll(LINK)].map(({ groups }) => groups?.['path'] ?? '');
  expect(links.filter((path) => !existsSync(join(ROOT, document, '..', path)))).toEqual([]);
});

it('tells each road in at most five files', () => {
  const text = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  const roads = (text.split('## The roads')[1]?.split('\n## ')[0] ?? '').split('\n\n| | file |').slice(1);
  expect(roads).toHaveLength(7);
  for (const road of roads) expect([...road.matchAll(/^\| \d+ \|/gm)].length).toBeLessThanOrEqual(5);
});
