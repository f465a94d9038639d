import { type SendingMeans } from '@laurel/contracts';

/** Every channel is set up, and the categories that come with Laurel for rules and campaigns are there. */
export const everyMeans: SendingMeans = {
  whyNotBy: () => undefined,
  whyNotIn: () => undefined,
  categories: () => Promise.resolve(['campaign', 'learning-reminder']),
};
