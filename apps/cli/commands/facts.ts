import { factHistory, readTimeline, reconcile, reconcileAnswer, routeOf, showFact, timeline } from '@laurel/contracts';
import { DONE, FAILED, type ExitCode } from '../outcome.ts';
import { type Output, table, visible } from '../output.ts';
import { type Access, ask } from '../server.ts';

export interface TimelineFilter {
  readonly course?: string;
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly after?: string;
  readonly limit?: string;
}

/** Everything that was told and decided about a learner, newest first. */
export const showTimeline = async (
  learner: string,
  filter: TimelineFilter,
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const page = await ask(access, readTimeline, timeline, { params: { id: learner }, query: { ...filter } });
  const rows = page.entries.map((entry) => [
    ...[entry.occurredAt, entry.type, entry.course, entry.run, entry.standing],
    ...[entry.source, entry.id, JSON.stringify(entry.data)],
  ]);
  const lines = [
    ...(rows.length > 0
      ? [table(['when', 'what', 'course', 'run', 'counts', 'source', 'id', 'data'], rows)]
      : ['nothing was told about this learner']),
    ...(page.next === null ? [] : [`more: --after ${page.next}`]),
  ];
  output.answer(page, lines.join('\n'));
  return DONE;
};

/** All that was told under one identity, and where it went. */
export const showFactHistory = async (
  identity: { readonly source: string; readonly id: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const found = await ask(access, showFact, factHistory, { params: { ...identity } });
  const versions = found.versions.flatMap(({ tellings, ...version }) => [
    `${version.standing}  ${version.type} of ${visible(version.learner)} at ${version.occurredAt}, recorded ${version.recordedAt}`,
    ...tellings.flatMap(({ topic, partition, offset, appendedAt, original }) => [
      `  ${topic}/${partition}/${offset}${appendedAt === null ? ', not in the log any more' : ` appended ${appendedAt}`}`,
      ...(original ? [`  ${visible(original.text ?? `(not UTF-8) ${original.base64}`)}`] : []),
    ]),
  ]);
  const lines = [
    ...versions,
    ...found.voids.map(({ id, recordedAt }) => `taken back by ${visible(id)}, recorded ${recordedAt}`),
    ...found.deadLetters.map(({ id, code, state }) => `dead letter ${id}: ${code}, ${state}`),
  ];
  output.answer(found, lines.join('\n'));
  return DONE;
};

/** Fails where something told is not in the answers, or a source says otherwise. */
export const reconcileCounts = async (
  range: { readonly source?: string; readonly from?: string; readonly to?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const found = await ask(access, routeOf(reconcile), reconcileAnswer, { json: range });
  const rows = found.days.map(({ source, day, told, projected, facts }) => [source, day, told, projected, facts]);
  const lines = [
    found.seal.says,
    ...found.sources.map(({ source, says }) => `  ${visible(source)}: ${says}`),
    ...found.differences.map(visible),
    ...(rows.length > 0 ? [table(['source', 'day', 'told', 'projected', 'facts'], rows)] : []),
  ];
  output.answer(found, lines.join('\n'));
  return found.seal.state === 'differs' ? FAILED : DONE;
};
