import { type Warehouse } from '@laurel/insights-read-model';

export { openHttpWarehouse } from './http-warehouse.ts';

/** As in chdb-warehouse.ts. The engine (540 MB, not for every platform) is loaded only where no server is used. */
export const openChdbWarehouse = async (folder: string, database: string): Promise<Warehouse> => {
  const chdb = await import('./chdb-warehouse.ts');
  return chdb.openChdbWarehouse(folder, database);
};
