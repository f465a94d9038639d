import { type Category, CategoryDefined } from '@laurel/contracts';
import { type Categories, SHIPPED_CATEGORIES, unknownCategory } from '@laurel/communications-domain';
import { type Cause, Conflict, type EventSearch, type EventStore, Refused } from '@laurel/kernel';

export interface CategoryBook extends Categories {
  /** Takes the place of what was said before under the same id. */
  define(category: Category, cause: Cause): Promise<void>;
}

const MOST_DEFINITIONS = 1_000;
const streamOf = (id: string): string => `category-${id}`;

/** The categories that came with Laurel, and what operators said since. */
export const openCategories = (store: Pick<EventStore, 'read' | 'append'> & EventSearch): CategoryBook => ({
  find: async (id) => {
    const history = await store.read(streamOf(id));
    const newest = history.at(-1);
    if (newest) return CategoryDefined.read(newest).data;
    return SHIPPED_CATEGORIES.find((one) => one.id === id) ?? unknownCategory(id);
  },
  list: async () => {
    const found = await store.find({ types: [CategoryDefined.type], about: {}, limit: MOST_DEFINITIONS });
    const defined = found.map((event) => CategoryDefined.read(event).data).reverse(); // the newest last: it counts
    const all = new Map([...SHIPPED_CATEGORIES, ...defined].map((one) => [one.id, one]));
    return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  },
  define: async (category, cause) => {
    const history = await store.read(streamOf(category.id));
    await store.append(streamOf(category.id), history.length, [CategoryDefined.of(category)], cause).catch(orRefuse);
  },
});

const orRefuse = (error: unknown): never => {
  if (error instanceof Conflict) throw new Refused('category.changed', 'somebody else changed it at the same time');
  throw error;
};
