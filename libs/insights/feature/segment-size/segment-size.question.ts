import { type SegmentSizeAnswer, type SegmentSizeQuestion, type SegmentSizes } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking, withMeta } from '../answer-meta.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { segmentSizes } from './segment-size.query.ts';

/** How many a criterion is about, now and at earlier times. */
export const askSegmentSize = (
  warehouse: Warehouse,
  question: SegmentSizeQuestion,
  asking: Asking,
): Promise<SegmentSizeAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  return withMeta(warehouse, asking, { asOf, definition: DEFINITION }, sizes(warehouse, question, { ...asking, asOf }));
};

const sizes = async (
  warehouse: Warehouse,
  { where, criterion, moments }: SegmentSizeQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Omit<SegmentSizeAnswer, 'meta'>> => {
  const at = async (time: Date): Promise<SegmentSizes> => {
    const shape = await shapeFor(warehouse, { where, asOf: time, asker }, limits);
    return segmentSizes(warehouse, { where, asOf: time, asker, shape }, criterion, limits);
  };
  const now = await at(asOf);
  const trend: SegmentSizeAnswer['trend'] = [];
  // One after the other: a trend of sixty times must not keep others from asking.
  for (const time of moments.map((one) => new Date(one)).sort((a, b) => a.getTime() - b.getTime()))
    trend.push({ asOf: time.toISOString(), ...(await at(time)) });
  return { ...now, trend };
};

/** One line for each time, that of the answer last. */
export const segmentSizeTable = ({ trend, segment, among, meta }: SegmentSizeAnswer): readonly object[] => [
  ...trend,
  { asOf: meta.asOf, segment, among },
];

export const DEFINITION = {
  'segment.enrolments':
    'enrolments (learner x course x run x registration x round) that meet the conditions and the criterion',
  'segment.learners': 'different people among them',
  'among.enrolments': 'enrolments that meet the conditions, in whatever state',
  'among.learners': 'different people among those',
  trend: 'the same at each of the moments, from what was known at that moment',
};
