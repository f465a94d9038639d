import { type ReconcileAnswer, type ReconciledDay, type ReconciledPartition, type SealState } from '@laurel/contracts';

export interface Counted {
  readonly days: readonly ReconciledDay[];
  readonly log: readonly ReconciledPartition[];
  /** Records that the projection has not finished yet. */
  readonly lag: number;
}

export type Judged = Pick<ReconcileAnswer, 'seal' | 'sources' | 'differences'>;

/** What the counts say together. Less in ClickHouse than was told is a difference only when nothing is on its way. */
export const judge = ({ days, log, lag }: Counted): Judged => {
  const missing = log.reduce((sum, one) => sum + Math.max(missingOf(one), 0), 0);
  const isBehind = missing > 0 && missing <= lag;
  const ofLog = log.flatMap((partition) => differencesOfPartition(partition, isBehind));
  const sources = [...new Set(days.map(({ source }) => source))].sort().map((source) => {
    const own = days.filter((day) => day.source === source);
    const differences = isBehind ? [] : own.flatMap(differencesOfDay);
    const state = stateOf({ differences: differences.length, isBehind, isControlled: isControlled(own) });
    return {
      source,
      state,
      says: sentenceOf(state, { with: [source], differences: differences.length, missing }),
      differences,
    };
  });
  const differences = [...ofLog, ...sources.flatMap((one) => one.differences)];
  const agreeing = sources.filter(({ state }) => state === 'agrees').map(({ source }) => source);
  const isAllControlled = sources.length > 0 && agreeing.length === sources.length;
  const state = stateOf({ differences: differences.length, isBehind, isControlled: isAllControlled });
  const says = sentenceOf(state, { with: agreeing, differences: differences.length, missing });
  const shown = sources.map((one) => ({ source: one.source, state: one.state, says: one.says }));
  return { seal: { state, says }, sources: shown, differences };
};

const missingOf = ({ logged, projected, unreadable }: ReconciledPartition): number => logged - projected - unreadable;

const isControlled = (days: readonly ReconciledDay[]): boolean => days.some(({ controls }) => controls.length > 0);

const differencesOfPartition = (one: ReconciledPartition, isBehind: boolean): string[] => {
  const missing = missingOf(one);
  const place = `${one.topic}/${one.partition}`;
  if (missing < 0) return [`${place}: ClickHouse and the dead letters have ${-missing} records that the log has not`];
  return missing > 0 && !isBehind
    ? [`${place}: ${missing} records of the log are in no answer and no dead letter`]
    : [];
};

const differencesOfDay = ({ source, day, told, projected, controls }: ReconciledDay): string[] => [
  ...(told > projected ? [`${source} ${day}: ${told} records were acknowledged, ${projected} are in the answers`] : []),
  ...controls
    .filter(({ count, facts }) => count !== facts)
    .map(({ type, count, facts }) => `${source} ${day}: the source has ${count} of ${type}, Laurel ${facts}`),
];

interface Judging {
  readonly differences: number;
  readonly isBehind: boolean;
  readonly isControlled: boolean;
}

const stateOf = ({ differences, isBehind, isControlled: controlled }: Judging): SealState => {
  if (differences > 0) return 'differs';
  if (isBehind) return 'behind';
  return controlled ? 'agrees' : 'complete';
};

interface Said {
  readonly with: readonly string[];
  readonly differences: number;
  readonly missing: number;
}

const sentenceOf = (state: SealState, said: Said): string => {
  switch (state) {
    case 'complete':
      return 'Complete inside Laurel';
    case 'agrees':
      return `Agrees with ${said.with.join(', ')}`;
    case 'behind':
      return `${said.missing} records are on their way to the answers`;
    case 'differs':
      return said.differences === 1 ? '1 difference' : `${said.differences} differences`;
  }
};
