import { type Joined } from '@laurel/contracts';
import { isLeaf, type Named } from '@laurel/criteria-domain';
import { type SqlParameters, type SqlValue } from './sql-parameters.ts';
import { type FactSql } from './warehouse.port.ts';

/** What every part of a query is made with. */
export interface Compiling {
  readonly facts: FactSql;
  readonly values: SqlParameters;
  readonly named: Named;
  readonly at: Date;
}

export interface Query {
  readonly sql: string;
  readonly params: Readonly<Record<string, SqlValue>>;
}

/** Which enrolments are looked at. */
export interface Where {
  readonly course?: string | undefined;
  readonly run?: string | undefined;
}

export const joinedSql = <Leaf extends { readonly is: string }>(
  criterion: Joined<Leaf>,
  ofLeaf: (leaf: Leaf) => string,
): string => {
  if (isLeaf(criterion)) return ofLeaf(criterion);
  if (criterion.is === 'not') return `not ${joinedSql(criterion.the, ofLeaf)}`;
  return `(${criterion.all.map((one) => joinedSql(one, ofLeaf)).join(` ${criterion.is} `)})`;
};

/** The types as a parameter. */
export const typesIn = (values: SqlParameters, ...types: readonly (readonly string[])[]): string =>
  values.of([...new Set(types.flat())], 'Array(String)');
