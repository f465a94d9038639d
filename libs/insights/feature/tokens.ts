export const WAREHOUSE = Symbol('Warehouse');
export const QUESTION_SECONDS = Symbol('question seconds');
