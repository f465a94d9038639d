import { readTimeline } from '../../../libs/insights/feature/dist/facts/timeline.query.js';

const PAGE = 100;

/** What is asked about one learner or one enrolment, among all the others. */
export const learnerRows = ({ warehouse, asking, told }) => {
  const { asker, now, limits } = asking;
  const read = async (more) => {
    const { entries } = await readTimeline(
      warehouse,
      { learner: told.learner, asker, now, limit: PAGE, ...more },
      limits,
    );
    if (entries.length === 0) throw new Error('nothing was told of the learner');
    return entries;
  };
  let course;
  const readEnrolment = async () => {
    // In the round that is not counted.
    course ??= (await read({})).find((entry) => entry.course !== null).course;
    return read({ course });
  };
  return [
    { name: 'timeline of one learner', ask: () => read({}), atMostMs: 20 },
    { name: 'timeline of one enrolment', ask: readEnrolment, atMostMs: 20 },
  ];
};
