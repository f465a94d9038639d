/** What an address may hold, read leniently: a link from elsewhere never breaks a page. */
export type Search = Readonly<Record<string, unknown>>;

/** Text under a key; numbers too, because a learner called 17 arrives as one. */
export const textIn = (search: Search, key: string): string | undefined => {
  const value = search[key];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim() || undefined : undefined;
};

/** A moment; undefined where the text is none. */
export const instantIn = (search: Search, key: string): string | undefined => {
  const at = Date.parse(textIn(search, key) ?? '');
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

/** A number above 0. */
export const positiveIn = (search: Search, key: string): number | undefined => {
  const value = Number(search[key]);
  return search[key] !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
};

export const oneOf = <const T extends string>(search: Search, key: string, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === search[key]);

/** Without what is not there, so that addresses stay short. */
export const bare = <T extends Record<string, unknown>>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } => {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in all) {
    const value = all[key];
    if (isThere(value)) kept[key] = value;
  }
  return kept;
};

const isThere = <V>(value: V): value is Exclude<V, undefined> => value !== undefined;
