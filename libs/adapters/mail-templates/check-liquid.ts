import { type TemplateContent } from '@laurel/contracts';
import { GIVEN_LISTS, GIVEN_TEXTS, LINK_NAMES, MOST_REASONS } from '@laurel/communications-domain';
import {
  analyzeSync,
  type Liquid,
  type StaticAnalysis,
  type Template,
  toValueSync,
  TypeGuards,
  type Variable,
} from 'liquidjs';
import { LiquidFault, parseLiquid } from './liquid.ts';
import { type Finding, placeOf } from './place.ts';

/** Rounds of all loops, one within another multiplied. */
const MOST_ROUNDS = 2_000;

type Declared = TemplateContent['variables'];
type Kind = 'text' | 'list' | 'links';

/** What in a piece of Liquid cannot be: syntax, names nobody declared, loops that nothing bounds. */
export const checkLiquid = (liquid: Liquid, text: string, declared: Declared): readonly Finding[] => {
  try {
    const parsed = parseLiquid(liquid, text);
    const analysis = analyzeSync(parsed, { partials: false });
    const lists = listsOf(declared, analysis);
    return [...unknownNames(analysis, kindsOf(declared)), ...checkLoops(parsed, { text, lists, rounds: 1 })];
  } catch (error) {
    if (error instanceof LiquidFault) return [{ code: 'template.syntax', reason: error.message, at: error.at }];
    throw error;
  }
};

/** Every name that there is, and how it may be spoken of. */
const kindsOf = (declared: Declared): ReadonlyMap<string, Kind> =>
  new Map<string, Kind>([
    ...[...GIVEN_TEXTS].map((name) => [name, 'text'] as const),
    ...[...GIVEN_LISTS].map((name) => [name, 'list'] as const),
    ['links', 'links'],
    ...Object.entries(declared).map(([name, { type }]) => [name, type === 'list' ? 'list' : 'text'] as const),
  ]);

const unknownNames = ({ globals }: StaticAnalysis, kinds: ReadonlyMap<string, Kind>): readonly Finding[] =>
  Object.values(globals)
    .flat()
    .flatMap((one) => {
      const reason = whyUnknown(one, kinds);
      const { row, col } = one.location;
      return reason === undefined ? [] : [{ code: 'template.variable', reason, at: { line: row, column: col } }];
    });

const whyUnknown = ({ segments }: Variable, kinds: ReadonlyMap<string, Kind>): string | undefined => {
  const [root = '', field] = segments.map(String);
  const kind = kinds.get(root);
  if (kind === undefined) return `nobody declares ${root}: there are ${[...kinds.keys()].join(', ')}`;
  if (HAS_FIELD[kind](field)) return undefined;
  if (kind === 'links') return `links has no ${field ?? 'value of its own'}: there are ${[...LINK_NAMES].join(', ')}`;
  return `${root} is a ${kind} and has no ${field}`;
};

const HAS_FIELD: Readonly<Record<Kind, (field: string | undefined) => boolean>> = {
  text: (field) => field === undefined || field === 'size',
  list: (field) => field === undefined || /^(size|first|last|\d+)$/.test(field),
  links: (field) => field !== undefined && LINK_NAMES.has(field),
};

/** The lists that a loop may run over, and the most items of each; a name that is assigned to is no longer one. */
const listsOf = (declared: Declared, { locals }: StaticAnalysis): ReadonlyMap<string, number> => {
  const lists = new Map<string, number>([...GIVEN_LISTS, 'links.reasons'].map((path) => [path, MOST_REASONS]));
  for (const [name, one] of Object.entries(declared)) if (one.type === 'list') lists.set(name, one.most);
  for (const name of Object.keys(locals)) lists.delete(name);
  return lists;
};

interface Within {
  readonly text: string;
  readonly lists: ReadonlyMap<string, number>;
  /** Of the loops around. */
  readonly rounds: number;
}

const checkLoops = (templates: readonly Template[], within: Within): readonly Finding[] =>
  templates.flatMap((one) => {
    const children = one.children ? toValueSync(one.children(false, true)) : [];
    if (!isLoop(one)) return checkLoops(children, within);
    const at = placeOf(within.text, one.token.begin);
    const most = mostRounds(one, within.lists);
    if (most === undefined) return [{ code: 'template.loop', reason: NO_BOUND, at }];
    const rounds = within.rounds * most;
    if (rounds <= MOST_ROUNDS) return checkLoops(children, { ...within, rounds });
    const reason = `this loop could take ${rounds} rounds, and ${MOST_ROUNDS} are the most: lower \`limit:\` or \`most\``;
    return [{ code: 'template.loop', reason, at }];
  });

const NO_BOUND = 'nothing bounds this loop: loop over a declared list or a range of two numbers, or give it a `limit:`';

interface Loop extends Template {
  readonly collection: unknown;
  readonly hash: { readonly hash: Readonly<Record<string, unknown>> };
}
const isLoop = (one: Template): one is Loop => 'collection' in one && 'hash' in one;

/** The most rounds that a loop can take by itself; undefined when nothing bounds it. */
const mostRounds = ({ collection, hash }: Loop, lists: ReadonlyMap<string, number>): number | undefined => {
  const bounds = [numberIn(hash.hash['limit']), roundsOver(collection, lists)].filter((one) => one !== undefined);
  return bounds.length === 0 ? undefined : Math.min(...bounds);
};

const numberIn = (token: unknown): number | undefined =>
  TypeGuards.isNumberToken(token) && token.content >= 0 ? token.content : undefined;

const roundsOver = (collection: unknown, lists: ReadonlyMap<string, number>): number | undefined => {
  if (TypeGuards.isPropertyAccessToken(collection)) return lists.get(collection.getText());
  if (!TypeGuards.isRangeToken(collection)) return undefined;
  const [from, to] = [numberIn(collection.lhs), numberIn(collection.rhs)];
  return from === undefined || to === undefined ? undefined : Math.max(to - from + 1, 0);
};
