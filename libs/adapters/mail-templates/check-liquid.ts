import { type TemplateContent } from '@laurel/contracts';
import { GIVEN_LISTS, GIVEN_TEXTS, LINK_NAMES } from '@laurel/communications-domain';
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
const LIST_FIELDS: ReadonlySet<string> = new Set(['size', 'first', 'last']);

/** What in a piece of Liquid cannot be: syntax, names nobody declared, loops that nothing bounds. */
export const checkLiquid = (
  liquid: Liquid,
  text: string,
  variables: TemplateContent['variables'],
): readonly Finding[] => {
  try {
    const parsed = parseLiquid(liquid, text);
    const analysis = analyzeSync(parsed, { partials: false });
    return [...unknownNames(analysis, variables), ...checkLoops(parsed, { text, analysis, variables, rounds: 1 })];
  } catch (error) {
    if (error instanceof LiquidFault) return [{ code: 'template.syntax', reason: error.message, at: error.at }];
    throw error;
  }
};

const unknownNames = ({ globals }: StaticAnalysis, variables: TemplateContent['variables']): readonly Finding[] =>
  Object.values(globals)
    .flat()
    .flatMap((one) => {
      const reason = whyUnknown(one, variables);
      const { row, col } = one.location;
      return reason === undefined ? [] : [{ code: 'template.variable', reason, at: { line: row, column: col } }];
    });

const whyUnknown = ({ segments }: Variable, variables: TemplateContent['variables']): string | undefined => {
  const [root, field] = segments.map(String);
  if (root === 'links')
    return LINK_NAMES.has(field ?? '')
      ? undefined
      : `links has no ${field ?? 'value of its own'}: there are ${named(LINK_NAMES)}`;
  const isList = GIVEN_LISTS.has(root ?? '') || variables[root ?? '']?.type === 'list';
  if (isList)
    return field === undefined || LIST_FIELDS.has(field) || /^\d+$/.test(field)
      ? undefined
      : `${root} is a list and has no ${field}`;
  if (!GIVEN_TEXTS.has(root ?? '') && !Object.hasOwn(variables, root ?? '')) {
    return `nobody declares ${root}: there are ${named([...GIVEN_TEXTS, ...GIVEN_LISTS, 'links', ...Object.keys(variables)])}`;
  }
  return field === undefined || field === 'size' ? undefined : `${root} has no ${field}`;
};

const named = (names: Iterable<string>): string => [...names].join(', ');

interface Within {
  readonly text: string;
  readonly analysis: StaticAnalysis;
  readonly variables: TemplateContent['variables'];
  /** Of the loops around. */
  readonly rounds: number;
}

const checkLoops = (templates: readonly Template[], within: Within): readonly Finding[] =>
  templates.flatMap((one) => {
    const children = one.children ? toValueSync(one.children(false, true)) : [];
    if (!isLoop(one)) return checkLoops(children, within);
    const at = placeOf(within.text, one.token.begin);
    const most = mostRounds(one, within);
    if (most === undefined) return [{ code: 'template.loop', reason: NO_BOUND, at }];
    const rounds = within.rounds * most;
    if (rounds > MOST_ROUNDS) {
      const reason = `this loop could take ${rounds} rounds, and ${MOST_ROUNDS} are the most: lower \`limit:\` or \`most\``;
      return [{ code: 'template.loop', reason, at }];
    }
    return checkLoops(children, { ...within, rounds });
  });

const NO_BOUND = 'nothing bounds this loop: loop over a declared list or a range of two numbers, or give it a `limit:`';

interface Loop extends Template {
  readonly collection: unknown;
  readonly hash: { readonly hash: Readonly<Record<string, unknown>> };
}
const isLoop = (one: Template): one is Loop => 'collection' in one && 'hash' in one;

/** The most rounds that a loop can take by itself; undefined when nothing bounds it. */
const mostRounds = ({ collection, hash }: Loop, { analysis, variables }: Within): number | undefined => {
  const bounds = [numberIn(hash.hash['limit']), roundsOf(collection, analysis, variables)];
  const known = bounds.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

const numberIn = (token: unknown): number | undefined =>
  TypeGuards.isNumberToken(token) && token.content >= 0 ? token.content : undefined;

const roundsOf = (collection: unknown, { locals }: StaticAnalysis, variables: TemplateContent['variables']) => {
  if (TypeGuards.isRangeToken(collection)) {
    const [from, to] = [numberIn(collection.lhs), numberIn(collection.rhs)];
    return from === undefined || to === undefined ? undefined : Math.max(to - from + 1, 0);
  }
  const path = TypeGuards.isPropertyAccessToken(collection) ? collection.getText() : '';
  if (Object.hasOwn(locals, path)) return undefined;
  if (GIVEN_LISTS.has(path) || path === 'links.reasons') return GIVEN_LIST_MOST;
  const declared = Object.hasOwn(variables, path) ? variables[path] : undefined;
  return declared?.type === 'list' ? declared.most : undefined;
};

const GIVEN_LIST_MOST = 20;
