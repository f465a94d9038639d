import { type Courtesy, defer } from './courtesy.ts';

export const availability: Courtesy = {
  id: 'availability',
  sentence: 'Who is on leave or travelling gets it when they are back.',
  objection: ({ addressee, category }, at) => {
    if (!category.waitsFor.includes('availability')) return undefined;
    const absence = addressee?.absences.find(({ from, until }) => from <= at && at < until);
    return absence && defer(absence.until, `away (${absence.kind})`);
  },
};
