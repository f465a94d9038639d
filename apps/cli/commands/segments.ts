import {
  archiveSegment,
  changeSegment,
  countSegment,
  defineSegment,
  explainMembership,
  listSegmentMembers,
  listSegments,
  readSegmentHistory,
  segmentCount,
  segmentHistory,
  segmentList,
  segmentMembers,
  segmentMembership,
  type SegmentMembers,
  segmentView,
} from '@laurel/contracts';
import { DONE, type ExitCode } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask } from '../server.ts';
import { questionFrom } from './operation.ts';

interface At {
  readonly at?: string;
}

export const showSegments = async (access: Access, output: Output): Promise<ExitCode> => {
  const { segments } = await ask(access, listSegments, segmentList);
  const rows = segments.map((one) => [one.id, one.version, one.keeps, one.title, one.sentence]);
  output.answer(segments, table(['id', 'version', 'keeps', 'title', 'who'], rows));
  return DONE;
};

/** A new segment, or the next version of one: a file as `POST /v1/segments` takes it. */
export const keepSegment = async (
  { file, change }: { readonly file: string; readonly change?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const json = await questionFrom(file);
  const kept =
    change === undefined
      ? await ask(access, defineSegment, segmentView, { json })
      : await ask(access, changeSegment, segmentView, { params: { id: change }, json });
  output.answer(kept, `${kept.id} version ${kept.version}: ${kept.sentence}`);
  return DONE;
};

export const sizeOfSegment = async (
  { id, at }: At & { readonly id: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const size = await ask(access, countSegment, segmentCount, { params: { id }, query: { at } });
  const enrolments = size.enrolments === null ? '' : `, ${size.enrolments} enrolments`;
  output.answer(size, `${size.learners} people${enrolments} at ${size.at}`);
  return DONE;
};

/** Everybody in it, page by page. */
export const showMembers = async (
  { id, at }: At & { readonly id: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const members: SegmentMembers['members'] = [];
  let page: { readonly at: string | undefined; readonly after: string | undefined } = { at, after: undefined };
  for (;;) {
    const answer = await ask(access, listSegmentMembers, segmentMembers, {
      params: { id },
      query: { ...page, limit: '1000' },
    });
    members.push(...answer.members);
    if (answer.next === null) break;
    page = { at: answer.at, after: answer.next }; // the same list goes on, as of the same time
  }
  const rows = members.map(({ learner, enrolment }) => [learner, enrolment?.course ?? '', enrolment?.run ?? '']);
  output.answer(members, table(['learner', 'course', 'run'], rows));
  return DONE;
};

export const explainMember = async (
  { id, learner, at }: At & { readonly id: string; readonly learner: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const why = await ask(access, explainMembership, segmentMembership, { params: { id, learner }, query: { at } });
  const lines = why.because.map(({ text, facts }) => {
    const named = facts.map(({ source, id: fact }) => `${source} ${fact}`).join(', ');
    return `  ${text}${named === '' ? '' : ` (${named})`}`;
  });
  output.answer(
    why,
    [`${learner} ${why.belongs ? 'belongs' : 'does not belong'} to ${id} at ${why.at}:`, ...lines].join('\n'),
  );
  return DONE;
};

export const showSegmentHistory = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const { decisions } = await ask(access, readSegmentHistory, segmentHistory, { params: { id } });
  const rows = decisions.map((one) => [one.at, one.by, one.what, one.version, one.title, one.sentence]);
  output.answer(decisions, table(['at', 'by', 'what', 'version', 'title', 'who'], rows));
  return DONE;
};

export const endSegment = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const ended = await ask(access, archiveSegment, segmentView, { params: { id } });
  output.answer(ended, `${ended.id} is archived`);
  return DONE;
};
