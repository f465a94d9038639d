import { real, whole } from '../typed.ts';
import { type Covariate, type CoxData } from './cox-data.ts';

/** Something known of the rows: a number, or one of several levels. Null is not known, and such a row is left out. */
export type Attribute = NumericAttribute | CategoricalAttribute;

export interface NumericAttribute {
  readonly kind: 'numeric';
  readonly name: string;
  readonly values: ArrayLike<number | null>;
}

export interface CategoricalAttribute {
  readonly kind: 'categorical';
  readonly name: string;
  readonly values: ArrayLike<string | null>;
  /** What the other levels are compared with. Default: the most frequent, of equals the first in order. */
  readonly reference?: string;
  /** The name of a level for rows where it is not known, instead of leaving them out. */
  readonly missingAs?: string;
}

export interface DesignTerm {
  readonly term: string;
  /** Of a categorical attribute. */
  readonly reference: string | null;
  /** Its columns; none where all rows are alike. */
  readonly covariates: readonly string[];
  /** Individuals of whom it is not known, those left out for another attribute too. */
  readonly missing: number;
}

export interface Design {
  readonly covariates: readonly Covariate[];
  readonly terms: readonly DesignTerm[];
  /** Which rows of the attributes the covariates are of. */
  readonly rows: Int32Array;
  /** Individuals of whom an attribute is not known. */
  readonly leftOut: number;
}

/**
 * Treatment coding of the rows where all attributes are known (R: contr.treatment, na.omit): a numeric attribute is a column, a
 * categorical one a column of 0 and 1 for each level but the reference, named `gender=F`. `counts` are the individuals of a row.
 * @throws RangeError for an attribute of another length, and for a reference that no row has.
 */
export const designMatrix = (attributes: readonly Attribute[], counts: Float64Array): Design => {
  for (const { name, values } of attributes)
    if (values.length !== counts.length)
      throw new RangeError(`${name} has ${values.length} rows, the counts have ${counts.length}`);
  const known = attributes.map(knownRows);
  const rows = Int32Array.from(counts.keys()).filter((row) => known.every((one) => one[row] === 1));
  const terms = attributes.map((attribute, index) => {
    const { covariates, reference } =
      attribute.kind === 'numeric' ? numericTerm(attribute, rows) : categoricalTerm(attribute, rows, counts);
    const missing = counts.reduce((sum, count, row) => sum + (known[index]?.[row] === 1 ? 0 : count), 0);
    return { term: attribute.name, reference, covariates, missing };
  });
  const all = counts.reduce((sum, count) => sum + count, 0);
  return {
    covariates: terms.flatMap(({ covariates }) => covariates),
    terms: terms.map((term) => ({ ...term, covariates: term.covariates.map(({ name }) => name) })),
    rows,
    leftOut: all - rows.reduce((sum, row) => sum + real(counts, row), 0),
  };
};

const knownRows = (attribute: Attribute): Uint8Array => {
  const known = new Uint8Array(attribute.values.length).fill(1);
  if (attribute.kind === 'categorical' && attribute.missingAs !== undefined) return known;
  for (let row = 0; row < known.length; row++) if (attribute.values[row] === null) known[row] = 0;
  return known;
};

interface CodedTerm {
  readonly covariates: readonly Covariate[];
  readonly reference: string | null;
}

const numericTerm = ({ name, values }: NumericAttribute, rows: Int32Array): CodedTerm => {
  const column = Float64Array.from(rows, (row) => values[row] ?? NaN);
  const varies = column.some((value) => value !== column[0]);
  return { covariates: varies ? [{ name, term: name, values: column }] : [], reference: null };
};

const categoricalTerm = (attribute: CategoricalAttribute, rows: Int32Array, counts: Float64Array): CodedTerm => {
  const { codes, levels } = codedLevels(attribute, rows, counts);
  const names = [...levels.keys()].sort();
  const reference = attribute.reference ?? mostFrequent(names, levels);
  if (reference !== null && !levels.has(reference))
    throw new RangeError(`${attribute.name} is ${reference} in no row; it is one of ${names.join(', ')}`);
  const columnOf = new Map<number, Float64Array>();
  const covariates = names
    .filter((level) => level !== reference)
    .map((level) => {
      const values = new Float64Array(rows.length);
      columnOf.set(levels.get(level)?.code ?? -1, values);
      return { name: `${attribute.name}=${level}`, term: attribute.name, values };
    });
  for (let at = 0; at < codes.length; at++) {
    const column = columnOf.get(whole(codes, at));
    if (column) column[at] = 1;
  }
  return { covariates, reference };
};

interface Level {
  readonly code: number;
  individuals: number;
}

const codedLevels = (
  { values, missingAs }: CategoricalAttribute,
  rows: Int32Array,
  counts: Float64Array,
): { readonly codes: Int32Array; readonly levels: ReadonlyMap<string, Level> } => {
  const levels = new Map<string, Level>();
  const codes = rows.map((row) => {
    const value = values[row] ?? missingAs;
    if (value === undefined) throw new Error('a row without a value was not left out');
    const level = levels.get(value) ?? { code: levels.size, individuals: 0 };
    if (level.individuals === 0) levels.set(value, level);
    level.individuals += real(counts, row);
    return level.code;
  });
  return { codes, levels };
};

const mostFrequent = (names: readonly string[], levels: ReadonlyMap<string, Level>): string | null => {
  const individuals = (name: string): number => levels.get(name)?.individuals ?? 0;
  return names.reduce<string | null>(
    (most, name) => (most === null || individuals(name) > individuals(most) ? name : most),
    null,
  );
};

/** Who was at risk and what became of them, without the covariates. */
export type CoxOutcome = Omit<CoxData, 'covariates'>;

/** The rows of an outcome that a design kept, with its covariates. */
export const withDesign = (outcome: CoxOutcome, { covariates, rows }: Design): CoxData => {
  const { exit, event, entry, count, stratum, cluster } = outcome;
  const reals = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => real(values, row));
  const wholes = (values: Int32Array): Int32Array => rows.map((row) => whole(values, row));
  return {
    covariates,
    exit: reals(exit),
    event: Uint8Array.from(rows, (row) => event[row] ?? 0),
    ...(entry && { entry: reals(entry) }),
    ...(count && { count: reals(count) }),
    ...(stratum && { stratum: wholes(stratum) }),
    ...(cluster && { cluster: wholes(cluster) }),
  };
};
