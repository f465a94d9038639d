import { type Condition, type FunnelQuestion } from '@laurel/contracts';
import { type Parameters } from '../conditions.ts';
import { rulesOf } from './funnel-rules.ts';
import { type Coded, type EventMatch, valuesOf } from './step-codes.ts';

/** Every event that the question is about states one of these in the column. */
export interface Place {
  readonly column: 'course' | 'run';
  readonly values: readonly string[];
}

/**
 * What all steps and exclusions ask of the course or run. The table is sorted by them, so that it is read only there.
 * Where strict order asks what else a learner did, that may be anywhere.
 */
export const placesOf = (query: Pick<FunnelQuestion, 'unit' | 'order'> & Coded): readonly Place[] => {
  if (query.order === 'strict' && query.unit === 'learner') return [];
  // A fact of an enrolment need not state its run.
  const columns = query.unit === 'learner' ? (['course', 'run'] as const) : (['course'] as const);
  const all = [...query.steps, ...query.marks].flat();
  return columns.flatMap((column) => {
    const stated = all.map(({ where }) => where.flatMap((condition) => statedValues(condition, column) ?? []));
    const values = [...new Set(stated.flat())];
    return stated.every((ofOne) => ofOne.length > 0) && !values.includes('') ? [{ column, values }] : [];
  });
};

const statedValues = (condition: Condition, column: 'course' | 'run'): readonly string[] | undefined =>
  condition.field === column || condition.field === `event.${column}` ? valuesOf(condition) : undefined;

/** Without conditions that the place already says: where there is only one value, all events have it. */
export const withoutPlaces = ({ steps, marks }: Coded, places: readonly Place[]): Coded => {
  const single = places.filter(({ values }) => values.length === 1);
  const isSaid = (condition: Condition): boolean =>
    single.some(({ column }) => statedValues(condition, column) !== undefined);
  const strip = ({ event, where }: EventMatch): EventMatch => ({
    event,
    where: where.filter((condition) => !isSaid(condition)),
  });
  const all = (matches: readonly (readonly EventMatch[])[]) => matches.map((one) => one.map(strip));
  return { steps: all(steps), marks: all(marks) };
};

/** SQL of each place. */
export const placesSql = (places: readonly Place[], parameters: Parameters): readonly string[] =>
  places.map(
    ({ column, values }) => `${column} IN (${values.map((value) => parameters.add(value, 'String')).join(', ')})`,
  );

/** SQL: the facts among which a funnel is looked for. */
export const amongPlaces =
  (question: FunnelQuestion) =>
  (parameters: Parameters): string => {
    const { unit, order } = question;
    const places = placesSql(placesOf({ unit, order, ...rulesOf(question).coded }), parameters);
    return places.length === 0 ? '1' : places.join(' AND ');
  };
