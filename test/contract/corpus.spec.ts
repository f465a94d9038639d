import { decisionEvents, learningEvents, readLearningEvent } from '@laurel/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Events as they were stored, of every version there ever was. A file here is never changed, only added. */
const FOLDER = join(import.meta.dirname, '../corpus/events');
const NAMED = /^(?<type>[a-z]+\.[A-Za-z]+)\.v(?<version>\d+)(?:-[a-z0-9-]+)?\.json$/;
const files = readdirSync(FOLDER);
const now = new Date('2026-11-24T00:00:00Z');

const decisions = new Map<string, (typeof decisionEvents)[number]>(decisionEvents.map((one) => [one.type, one]));

it.each(files)('%s is still read', (file) => {
  const named = NAMED.exec(file)?.groups;
  const bytes = readFileSync(join(FOLDER, file));
  const decision = decisions.get(named?.['type'] ?? '');
  if (decision) {
    const { data } = JSON.parse(bytes.toString());
    expect(decision.read({ type: decision.type, version: Number(named?.['version']), data }).version).toBe(
      decision.version,
    );
  } else {
    expect(readLearningEvent(bytes, now).event.type).toBe(named?.['type']);
  }
});

it('holds every version of every event', () => {
  const expected = [...learningEvents, ...decisionEvents].flatMap(({ type, version }) =>
    Array.from({ length: version }, (_, older) => `${type}.v${older + 1}`),
  );
  const held = new Set(files.map((file) => file.replace(/(?:-[a-z0-9-]+)?\.json$/, '')));
  expect(expected.filter((one) => !held.has(one))).toEqual([]);
});
