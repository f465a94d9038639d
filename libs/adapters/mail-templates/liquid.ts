import { CannotWrite } from '@laurel/communications-domain';
import { type Context, Liquid, type Template } from 'liquidjs';
import { placeOf, type Place } from './place.ts';

/** Enough for every letter, and nothing that reads files, evaluates text, asks the clock or throws dice. */
const TAGS: ReadonlySet<string> = new Set([
  ...['assign', 'break', 'capture', 'case', 'comment', 'continue', 'cycle', 'for', 'if', 'unless', '#'],
]);
const FILTERS: ReadonlySet<string> = new Set([
  ...['abs', 'append', 'array_to_sentence_string', 'at_least', 'at_most', 'capitalize', 'ceil', 'compact', 'concat'],
  ...['default', 'divided_by', 'downcase', 'escape', 'first', 'floor', 'join', 'last', 'lstrip', 'minus', 'modulo'],
  ...['newline_to_br', 'plus', 'prepend', 'remove', 'replace', 'reverse', 'round', 'rstrip', 'size', 'slice', 'sort'],
  ...['split', 'squish', 'strip', 'strip_html', 'strip_newlines', 'times', 'truncate', 'truncatewords', 'uniq'],
  ...['upcase', 'url_encode'],
]);

/** Hard ends, counted and not timed, so that one letter is written on a busy machine as on an idle one. */
const MOST_CHARACTERS = 200_000;
const MOST_ALLOCATIONS = 2_000_000;
const MOST_STEPS = 20_000;

/** What the filters of Laurel need to know, beside the values. */
export interface Around {
  readonly language: string;
  readonly timeZone: string | undefined;
  readonly track: (url: string, label: string) => string;
}
const AROUND = '$around';

/** Liquid as templates may use it: for HTML, where every value is escaped, and for plain text. */
export const liquidFor = (form: 'html' | 'text'): Liquid => {
  const liquid = new Liquid({
    ...{ strictFilters: true, strictVariables: true, ownPropertyOnly: true, lenientIf: false },
    ...{ parseLimit: MOST_CHARACTERS, memoryLimit: MOST_ALLOCATIONS, templates: {} },
    ...(form === 'html' ? { outputEscape: 'escape' as const } : {}),
  });
  keepOnly(liquid.tags, TAGS);
  keepOnly(liquid.filters, FILTERS);
  liquid.registerFilter('day', function (value: unknown) {
    return inWords(value, aroundOf(this.context), { dateStyle: 'long' });
  });
  liquid.registerFilter('time', function (value: unknown) {
    return inWords(value, aroundOf(this.context), { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
  });
  liquid.registerFilter('track', function (url: unknown, label: unknown) {
    return aroundOf(this.context).track(String(url), label === undefined ? 'link' : String(label));
  });
  return liquid;
};

const keepOnly = (all: Record<string, unknown>, kept: ReadonlySet<string>): void => {
  for (const name of Object.keys(all)) if (!kept.has(name)) Reflect.deleteProperty(all, name);
};

const aroundOf = (context: Context): Around => Reflect.get(context.globals, AROUND) as Around;

const inWords = (value: unknown, around: Around, style: Intl.DateTimeFormatOptions): string => {
  const time = new Date(String(value));
  if (Number.isNaN(time.getTime())) throw new CannotWrite(`${JSON.stringify(value)} is no date`);
  return new Intl.DateTimeFormat(around.language, { ...style, timeZone: around.timeZone ?? 'UTC' }).format(time);
};

/** Throws CannotWrite, naming the place, when a value is missing or a limit is reached. */
export const render = (liquid: Liquid, parsed: Template[], values: object, around: Around): string => {
  try {
    return String(liquid.renderSync(parsed, values, { globals: { [AROUND]: around }, templateLimit: MOST_STEPS }));
  } catch (error) {
    throw new CannotWrite(wordsOf(error));
  }
};

export class LiquidFault extends Error {
  constructor(
    reason: string,
    readonly at: Place | undefined,
  ) {
    super(reason);
  }
}

/** Throws LiquidFault where it cannot be read. */
export const parseLiquid = (liquid: Liquid, text: string): Template[] => {
  try {
    return liquid.parse(text);
  } catch (error) {
    throw new LiquidFault(wordsOf(error), placeOfError(error, text));
  }
};

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** The library names the token, and the end of the text where something is left open. */
const placeOfError = (error: unknown, text: string): Place | undefined => {
  const token: unknown = error instanceof Error ? Reflect.get(error, 'token') : undefined;
  const begin: unknown = typeof token === 'object' && token !== null ? Reflect.get(token, 'begin') : undefined;
  return typeof begin === 'number' ? placeOf(text, begin) : undefined;
};
