import { dropoutCurveQuestion } from '../../../libs/contracts/dist/index.js';
import { askDropoutCurve } from '../../../libs/insights/feature/dist/dropout-curve/dropout-curve.question.js';

const GROUPS = 5;

/** A curve by five groups with the log-rank test, against counting group and day on the table that it reads. */
export const dropoutCurve = (warehouse, asking) => {
  const body = { groupBy: 'enrolment.level', until: { days: 180 } };
  const question = dropoutCurveQuestion.parse(body);
  const counted = `
SELECT attributes.2[indexOf(attributes.1, 'level')] AS value, intDiv(last_active, 86400000) - intDiv(arrayMin(enrolled_dated), 86400000) AS day, count() AS enrolments
FROM enrolments GROUP BY value, day`;
  return {
    bare: { name: 'GROUP BY group and day', run: () => warehouse.rows(counted) },
    ours: {
      name: 'dropout-curve with log-rank by 5 groups',
      run: async () => {
        const { groups, logRank } = await askDropoutCurve(warehouse, question, asking);
        if (groups.length !== GROUPS || logRank?.degreesOfFreedom !== GROUPS - 1) throw new Error('not five groups');
      },
    },
    atMost: 3,
  };
};
