import { type Member, type SegmentCount, type SegmentMembers, type SegmentMembership } from '@laurel/contracts';
import { evaluateLearner } from '@laurel/criteria-domain';
import { type EngagementPorts } from '../engagement.deps.ts';
import { type KeptSegment, readMembers } from './segment-book.ts';

type Ports = Pick<EngagementPorts, 'store' | 'criteria'>;

export const countMembers = async (
  { criteria }: Ports,
  { content: { population, fixed } }: KeptSegment,
  at: Date,
): Promise<SegmentCount> => ({
  at: at.toISOString(),
  ...(fixed ? { enrolments: null, learners: fixed.learners } : await criteria.size(population, at)),
});

/** One page, in an order that stays the same. */
export const pageOfMembers = async (
  ports: Ports,
  segment: KeptSegment,
  { at, after, limit }: { readonly at: Date; readonly after: string | undefined; readonly limit: number },
): Promise<SegmentMembers> => {
  const page = { after: after === undefined ? undefined : placeIn(after), limit: limit + 1 };
  const kept = await readMembers(ports.store, segment.content);
  const found = kept ? pageOf(kept, page) : await ports.criteria.members(segment.content.population, at, page);
  const members = found.slice(0, limit);
  const last = found.length > limit ? members.at(-1) : undefined;
  return { at: at.toISOString(), members: members.map(viewOf), next: last ? placeOf(last) : null };
};

/** In the order of the other pages: by the bytes of UTF-8. */
const pageOf = (
  kept: ReadonlySet<string>,
  { after, limit }: { readonly after: Member | undefined; readonly limit: number },
): readonly Member[] =>
  [...kept]
    .filter((learner) => after === undefined || Buffer.compare(Buffer.from(learner), Buffer.from(after.learner)) > 0)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .slice(0, limit)
    .map((learner) => ({ learner, course: '', run: '', registration: '', ordinal: 0 }));

const viewOf = ({ learner, course, run, registration, ordinal }: Member): SegmentMembers['members'][number] => ({
  learner,
  enrolment: ordinal === 0 ? null : { course, run, registration, round: ordinal },
});

const placeOf = ({ course, run, learner, registration, ordinal }: Member): string =>
  [course, run, learner, registration, String(ordinal)].map(encodeURIComponent).join('/');

const placeIn = (text: string): Member => {
  const [course = '', run = '', learner = '', registration = '', ordinal = '0'] = text.split('/').map(decoded);
  return { course, run, learner, registration, ordinal: Number(ordinal) || 0 };
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // not written by us: a place that nobody has
  }
};

/** Why somebody belongs to it, or why not. */
export const membershipOf = async (
  { criteria }: Ports,
  { content: { segment, version } }: KeptSegment,
  { learner, at }: { readonly learner: string; readonly at: Date },
): Promise<SegmentMembership> => {
  const criterion = { is: 'segment' as const, segment, version };
  const [person] = await criteria.people(criterion, [learner], at);
  if (!person)
    return {
      ...{ at: at.toISOString(), belongs: false, otherwise: [] },
      because: [{ text: 'nothing is known about this person', facts: [] }],
    };
  const { holds, because, otherwise } = evaluateLearner(criterion, person, at);
  return { at: at.toISOString(), belongs: holds, because: [...because], otherwise: [...otherwise] };
};
