export const WAREHOUSE = Symbol('Warehouse');
export const QUESTION_SECONDS = Symbol('question seconds');
export const FACT_TRAIL = Symbol('FactTrail');
