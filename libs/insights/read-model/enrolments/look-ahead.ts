import { type AllCount, AS_OF, excludedVersions } from '../facts/counted-facts.ts';
import { type QueryLimits, type QueryParams, type Warehouse } from '../warehouse.port.ts';

/** SQL that stands for names or a text, which travel in the parameters. */
export type Bind = (value: readonly string[] | string) => string;

type Looked = Readonly<Record<string, string | number | readonly string[]>>;
/** Asks for one row. */
export type Look = (sql: string, more?: QueryParams) => Promise<Looked>;

export const lookWith =
  (warehouse: Pick<Warehouse, 'rows'>, params: QueryParams, limits: QueryLimits): Look =>
  async (sql, more = {}) =>
    (await warehouse.rows<Looked>(sql, { ...params, ...more }, limits))[0] ?? {};

/** So many names stand in a query at the most, in so many characters: they are needed several times. */
const FEW = 300;
const FEW_CHARACTERS = 10_000;

/** SQL of as many names as tell whether they are few. */
export const namesOf = (condition = '1', name = 'learner'): string =>
  `groupUniqArrayIf(${FEW + 1})(${name}, ${condition})`;

/** Undefined where they are too many to be named. */
export const fewOf = (names: Looked[string] = []): readonly string[] | undefined =>
  Array.isArray(names) && names.length <= FEW && names.join('').length <= FEW_CHARACTERS ? names : undefined;

/** What has to be looked for at all: versions that do not count, and lapses. */
export const rarities = async (look: Look): Promise<{ readonly allCount: AllCount; readonly lapses: boolean }> => {
  const { excluded, lapses } = await look(RARITIES);
  return { allCount: Number(excluded ?? 0) === 0 || (await exceptFew(look)), lapses: Number(lapses ?? 0) > 0 };
};

const exceptFew = async (look: Look): Promise<AllCount> => {
  const { hashes } = await look(`SELECT ${namesOf('1', 'hex(hash)')} AS hashes FROM (${excludedVersions})`);
  const except = fewOf(hashes);
  return except !== undefined && (except.length === 0 || { except });
};

const RARITIES = `
SELECT
  (SELECT count() FROM conflicts) + (SELECT count() FROM voids) AS excluded,
  (SELECT count() FROM course_descriptions WHERE position(data, '"lapseAfter"') > 0 AND recorded_at <= ${AS_OF}) AS lapses`;
