export const WAREHOUSE = Symbol('Warehouse');
