import { type QueryLimits, shapeOfFacts, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { type FunnelQuery, FunnelSql, scopeOf } from './funnel-sql.ts';
import { readUnits, type UnitRow } from './packed-units.ts';
import { placesOf, withoutPlaces } from './places.ts';
import { ValueCodes } from './value-codes.ts';

/** Calls back with each unit that may have started. Answers with the texts of the breakdown's values. */
export const eachUnit = async (
  warehouse: Warehouse,
  query: FunnelQuery,
  limits: QueryLimits,
  take: (row: UnitRow, codes: ValueCodes) => void,
): Promise<ValueCodes> => {
  const { compiled, parameters } = await compile(warehouse, query, limits);
  const codes = new ValueCodes(compiled.breakdown?.form ?? 'plain');
  const { breakdown } = compiled;
  const row = {
    layout: compiled.layout,
    keyed: query.list === undefined ? (false as const) : query.unit,
    ...(breakdown ? { values: { beside: breakdown.beside, codes } } : {}),
  };
  await readUnits(warehouse.stream(compiled.text(), parameters.all, limits), row, (unit) => take(unit, codes));
  return codes;
};

/** The SQL of a funnel for what was told, and its parameters. */
export const compile = async (
  warehouse: Warehouse,
  query: FunnelQuery,
  limits: QueryLimits,
): Promise<{ readonly compiled: FunnelSql; readonly parameters: Parameters }> => {
  const parameters = new Parameters(query.asOf);
  const places = placesOf(query);
  const scope = scopeOf(query, places, parameters);
  const known = query.unit === 'enrolment' ? scope.known : undefined;
  const shape = await shapeOfFacts(warehouse, parameters.all, limits, known);
  const coded = withoutPlaces(query, places);
  return { compiled: new FunnelSql(query, { coded, scope, shape }, parameters), parameters };
};
