import { defineEvent } from '@laurel/kernel';
import { category } from '../communications/category.ts';

/** An operator said what a category is; the newest counts. Stream `category-<id>`. About no learner, so it stays here. */
export const CategoryDefined = defineEvent('communications.CategoryDefined', 1, category);
