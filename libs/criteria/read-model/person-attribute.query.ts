import { type CriteriaWarehouse, type FactSql } from './warehouse.port.ts';

/** What was said latest of an attribute, as known at a time, by learner; who was not told of is not in the answer. */
export type PersonAttribute = (name: string, at: Date) => Promise<ReadonlyMap<string, string>>;

export const personAttribute =
  (warehouse: CriteriaWarehouse, { countedFacts }: Pick<FactSql, 'countedFacts'>): PersonAttribute =>
  async (name, at) => {
    const facts = countedFacts({
      columns: ['source', 'id', 'occurred_at', 'data', 'learner'],
      where: "type = 'learning.PersonDescribed'",
    });
    const rows = await warehouse.rows<{ learner: string; value: string }>(
      `select learner, if(JSONType(latest, 'attributes', {name:String}) = 'String',
         JSONExtractString(latest, 'attributes', {name:String}), JSONExtractRaw(latest, 'attributes', {name:String})) as value
       from (
         select learner, argMax(data, (occurred_at, source, id)) as latest from ${facts}
         where JSONHas(data, 'attributes', {name:String}) group by learner
       )`,
      { name, asOf: at.getTime() },
    );
    return new Map(rows.map(({ learner, value }) => [learner, value]));
  };
