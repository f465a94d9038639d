import { hasLeft } from '../contact.ts';
import { type Courtesy, suppress } from './courtesy.ts';

export const optedOut: Courtesy = {
  id: 'opted-out',
  sentence: 'Nobody gets what they left: a category, or everything that can be left.',
  objection: ({ contact, category }) =>
    hasLeft(contact, category) ? suppress(`the person does not want “${category.name}”`) : undefined,
};
