import { atRiskQuestion } from '../../../libs/contracts/dist/index.js';
import { askAtRisk } from '../../../libs/insights/feature/dist/at-risk/at-risk.question.js';
import { courseOverview } from './course-overview.mjs';

/** The default rule over everything, with the reasons of the first page; the same bare aggregation as the overview. */
export const atRisk = (warehouse, asking) => ({
  bare: courseOverview(warehouse, asking).bare,
  ours: {
    name: 'at-risk',
    run: () => askAtRisk(warehouse, atRiskQuestion.parse({}), asking),
  },
  atMost: 1.5,
});
