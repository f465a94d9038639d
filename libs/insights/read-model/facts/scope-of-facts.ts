import { type QueryLimits, type QueryParams, type Warehouse } from '../warehouse.port.ts';
import { AS_OF } from './counted-facts.ts';

/** What an answer may rest on: rows of `facts` known at `asOf`, and when the last of them was recorded (milliseconds; null: none). */
export interface ScopeOfFacts {
  readonly rows: number;
  readonly through: number | null;
}

/** A part of the table never changes: what is known of it holds as long as it is there. */
interface Part {
  /** Names its content. */
  readonly hash: string;
  readonly rows: number;
  readonly through: number;
  /** When everything in it had happened and been told. */
  readonly knownBy: number;
}

const knownParts = new WeakMap<Warehouse, Map<string, Part>>();
/** A part may be merged away between two looks at it. */
const LOOKS = 3;

/**
 * The scope over all facts. Each part of the table is read once, and only where a part holds what is not known yet at `asOf`
 * all are read again.
 */
export const scopeOfFacts = async (warehouse: Warehouse, asOf: Date, limits: QueryLimits): Promise<ScopeOfFacts> => {
  const params = { asOf: asOf.getTime() };
  for (let look = 0; look < LOOKS; look++) {
    const parts = await partsOf(warehouse, limits);
    if (parts === undefined) continue;
    if (parts.some(({ knownBy }) => knownBy > params.asOf)) break;
    const through = parts.reduce((latest, part) => Math.max(latest, part.through), -Infinity);
    return {
      rows: parts.reduce((sum, part) => sum + part.rows, 0),
      through: parts.length === 0 ? null : through,
    };
  }
  return scopeOfSome(warehouse, '1', params, limits);
};

interface ScopeRow {
  readonly facts: string;
  readonly through: string | null;
}

/** The scope over the facts that `where`, SQL over `facts`, chooses. */
export const scopeOfSome = async (
  warehouse: Warehouse,
  where: string,
  params: QueryParams,
  limits: QueryLimits,
): Promise<ScopeOfFacts> => {
  const sql = `
SELECT count() AS facts, maxOrNull(toUnixTimestamp64Milli(recorded_at)) AS through FROM facts
WHERE ${where} AND occurred_at <= ${AS_OF} AND recorded_at <= ${AS_OF}`;
  const [row] = await warehouse.rows<ScopeRow>(sql, params, limits);
  return { rows: Number(row?.facts ?? 0), through: row?.through == null ? null : Number(row.through) };
};

interface PartName {
  readonly name: string;
  readonly hash: string;
}
type PartRow = Readonly<Record<'name' | 'facts' | 'through' | 'known_by', string>>;

/** The parts as they stand; undefined where one was gone before it could be read. */
const partsOf = async (warehouse: Warehouse, limits: QueryLimits): Promise<readonly Part[] | undefined> => {
  const names = await warehouse.rows<PartName>(PARTS, {}, limits);
  const before = knownParts.get(warehouse);
  const fresh = names.filter(({ hash }) => !before?.has(hash));
  const read =
    fresh.length === 0
      ? []
      : await warehouse.rows<PartRow>(READ_PARTS, { parts: fresh.map(({ name }) => name) }, limits);
  const found = new Map(read.map((row) => [row.name, row]));
  const parts = names.flatMap(({ name, hash }): readonly Part[] => {
    const row = found.get(name);
    const part = before?.get(hash) ?? (row && partOf(hash, row));
    return part ? [part] : [];
  });
  knownParts.set(warehouse, new Map(parts.map((part) => [part.hash, part])));
  return parts.length === names.length ? parts : undefined;
};

const PARTS = `
SELECT name, hash_of_all_files AS hash FROM system.parts
WHERE database = currentDatabase() AND table = 'facts' AND active AND rows > 0`;

const READ_PARTS = `
SELECT _part AS name, count() AS facts, toUnixTimestamp64Milli(max(recorded_at)) AS through,
  toUnixTimestamp64Milli(max(greatest(occurred_at, recorded_at))) AS known_by
FROM facts WHERE _part IN {parts:Array(String)}
GROUP BY name`;

const partOf = (hash: string, { facts, through, known_by }: PartRow): Part => ({
  hash,
  rows: Number(facts),
  through: Number(through),
  knownBy: Number(known_by),
});
