import { ACTIVITY, EXEMPTION } from '@laurel/criteria-domain';

/** Parts of criteria that several ready-made rules have. */
export const stillIn = { is: 'state', state: 'current' } as const;
export const notExempt = {
  is: 'notPerformed',
  of: 'course',
  called: 'credit or exemption',
  events: EXEMPTION,
} as const;
export const activity = { events: ACTIVITY, called: 'activity' } as const;
