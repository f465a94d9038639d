import { type CampaignDefinition } from '@laurel/contracts';
import { DAY_MS } from '@laurel/criteria-domain';
import { drawn } from './draw.ts';

/** The groups in the order that the salt draws, cut into waves of as equal numbers of groups as can be. */
export const drawWaves = (salt: string, groups: readonly string[], waves: number): readonly (readonly string[])[] => {
  const places = new Map(groups.map((group) => [group, drawn(salt, 'wave', group)]));
  const order = [...places.keys()].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0) || (a < b ? -1 : 1));
  const cut = (wave: number): number => Math.floor((wave * order.length) / waves);
  return Array.from({ length: waves }, (_, wave) => order.slice(cut(wave), cut(wave + 1)));
};

/**
 * Tells the wave of a group, from 1. A group that nobody knew when the waves were drawn is drawn alone, so that none of
 * the others moves.
 */
export const waveFinder = (waves: readonly (readonly string[])[], salt: string): ((group: string) => number) => {
  const known = new Map(waves.flatMap((groups, index) => groups.map((group) => [group, index + 1] as const)));
  return (group) => known.get(group) ?? Math.floor(drawn(salt, 'wave', group) * waves.length) + 1;
};

/** When a wave begins. */
export const waveStart = ({ window, rollout }: CampaignDefinition, wave: number): Date =>
  new Date(Date.parse(window.from) + (wave - 1) * (rollout?.every.days ?? 0) * DAY_MS);
