export const ANSWERING = Symbol('questions that are answered');
export const WAREHOUSE = Symbol('Warehouse');
export const QUESTION_LIMITS = Symbol('question limits');
export const FACT_TRAIL = Symbol('FactTrail');
