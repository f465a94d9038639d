import { behindFigure } from '@laurel/contracts';
import { namingLeaves, type SegmentDefinitions } from '@laurel/criteria-read-model';
import { Problematic } from '@laurel/platform';
import { z } from 'zod';
import { type EngagementPorts } from '../engagement.deps.ts';
import { segmentBook } from './segment-book.ts';

/** What criteria may name. */
export interface Names {
  readonly segment: SegmentDefinitions;
  /** The content of a saved funnel; undefined where there is none. */
  readonly savedFunnel: (id: string) => Promise<unknown>;
}

export const namesIn = ({ store, savedFunnel }: Pick<EngagementPorts, 'store' | 'savedFunnel'>): Names => ({
  segment: segmentBook(store),
  savedFunnel: savedFunnel ?? (() => Promise.resolve(undefined)),
});

type Path = readonly (string | number)[];

interface Pinning {
  readonly names: Names;
  /** The segment that is being written: it cannot name itself, not even through others. */
  readonly writing?: string | undefined;
}

/**
 * The same criterion or population with every segment at its version of now and every saved funnel written out, so that it
 * goes on to mean what it means today. 400 with the place of a name that nothing has.
 */
export const pinnedNames = async (value: unknown, pinning: Pinning, path: Path = []): Promise<unknown> => {
  if (Array.isArray(value)) return Promise.all(value.map((one, index) => pinnedNames(one, pinning, [...path, index])));
  if (typeof value !== 'object' || value === null) return value;
  const segment = segmentLeaf.safeParse(value);
  if (segment.success) return pinnedSegment(segment.data, pinning, path);
  const saved = savedLeaf.safeParse(value);
  if (saved.success) return pinnedFunnel(saved.data, pinning, path);
  const entries = Object.entries(value).map(
    async ([key, inner]: [string, unknown]) => [key, await pinnedNames(inner, pinning, [...path, key])] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
};

const segmentLeaf = z.strictObject({
  is: z.literal('segment'),
  segment: z.string(),
  version: z.int().positive().optional(),
});
const savedLeaf = z.strictObject({
  is: z.literal('funnel'),
  people: z.looseObject({ saved: z.string(), step: z.int(), place: z.string() }),
});

const pinnedSegment = async (
  leaf: z.infer<typeof segmentLeaf>,
  { names, writing }: Pinning,
  path: Path,
): Promise<unknown> => {
  const found = await names.segment(leaf.segment, leaf.version);
  if (!found) {
    const which = leaf.version === undefined ? leaf.segment : `${leaf.segment} in version ${leaf.version}`;
    throw refused([...path, 'segment'], `no segment is called ${which}`);
  }
  if (writing !== undefined && (await namedThrough(leaf.segment, leaf.version, names)).has(writing))
    throw refused([...path, 'segment'], `names the segment ${writing} itself`);
  return { ...leaf, version: found.version };
};

/** The segment, and all that its definition names in turn. */
const namedThrough = async (id: string, version: number | undefined, names: Names): Promise<ReadonlySet<string>> => {
  const found = await names.segment(id, version);
  const inner = found ? namingLeaves(found.population) : [];
  const all = await Promise.all(
    inner.map((leaf) => (leaf.is === 'segment' ? namedThrough(leaf.segment, leaf.version, names) : new Set<string>())),
  );
  return new Set([id, ...all.flatMap((one) => [...one])]);
};

const pinnedFunnel = async (
  { people }: z.infer<typeof savedLeaf>,
  { names }: Pinning,
  path: Path,
): Promise<unknown> => {
  const { saved, ...figure } = people;
  const found = await names.savedFunnel(saved);
  if (typeof found !== 'object' || found === null)
    throw refused([...path, 'people', 'saved'], `no saved funnel has the id ${saved}`);
  // Whenever it is looked at, and not as of when the funnel was saved.
  const funnel = Object.fromEntries(Object.entries(found).filter(([key]) => key !== 'asOf'));
  const whole = behindFigure.safeParse({ ...funnel, ...figure });
  if (whole.success) return { is: 'funnel', people: whole.data };
  const [issue] = whole.error.issues;
  throw refused([...path, 'people', ...(issue?.path ?? [])], issue?.message ?? 'makes no sense');
};

const refused = (path: readonly PropertyKey[], reason: string): Problematic => {
  const at = path.map(String).join('.');
  return new Problematic(400, 'criterion.name', `${at}: ${reason}`, { errors: [{ path: at, reason }] });
};
