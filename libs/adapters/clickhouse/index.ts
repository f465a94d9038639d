export { openChdbWarehouse } from './chdb-warehouse.ts';
export { openHttpWarehouse } from './http-warehouse.ts';
