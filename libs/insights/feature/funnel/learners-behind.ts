import { type Asker, type BehindFigure } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { eachCountedUnit } from './counted-units.ts';
import { chooser } from './figure-chooser.ts';
import { PLACES } from './funnel-sql.ts';

/** Everybody behind a figure of a funnel, as known at a time: the same people as the pages of `funnel/people` name. */
export const learnersBehind = async (
  warehouse: Warehouse,
  figure: BehindFigure,
  { asker, asOf }: { readonly asker: Asker; readonly asOf: Date },
): Promise<ReadonlySet<string>> => {
  const asking = { asker, asOf, now: asOf, limits: {} };
  const isAsked = await chooser(warehouse, figure, asking);
  const learners = new Set<string>();
  const list = { from: 0, to: PLACES };
  await eachCountedUnit(warehouse, figure, { ...asking, list }, (unit, codes) => {
    if (unit.key && isAsked.place(unit) && isAsked.value(codes.textOf(unit.value))) learners.add(unit.key.learner);
  });
  return learners;
};
