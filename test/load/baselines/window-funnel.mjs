/**
 * The bare work of a funnel: `windowFunnel` per learner over FINAL, on the very table that the product reads, and nothing of
 * what the product adds (who is open, every try, what was known when). Imports nothing from the product.
 */
export const windowFunnel = (table, steps, windowMs, where = '1') => {
  const conditions = steps.map((type) => `type = '${type}'`).join(', ');
  const types = steps.map((type) => `'${type}'`).join(', ');
  return `
SELECT level, count() AS learners FROM (
  SELECT learner, windowFunnel(${windowMs})(toUInt64(toUnixTimestamp64Milli(occurred_at)), ${conditions}) AS level
  FROM ${table} FINAL WHERE type IN (${types}) AND ${where} GROUP BY learner
) WHERE level > 0 GROUP BY level ORDER BY level`;
};

/** How many got to each step. */
export const reachedOf = (levels, steps) =>
  Array.from({ length: steps }, (_, step) =>
    levels.reduce((sum, { level, learners }) => sum + (Number(level) > step ? Number(learners) : 0), 0),
  );
