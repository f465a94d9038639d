import { type Category } from '@laurel/contracts';

export interface Categories {
  /** One that nobody described is treated with the most care. */
  find(id: string): Promise<Category>;
  /** By id. */
  list(): Promise<readonly Category[]>;
}
