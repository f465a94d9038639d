import { drawWaves, waveFinder } from './waves.ts';

const teams = Array.from({ length: 10 }, (_, n) => `team-${n}`);

it('cuts all groups into waves of nearly equal numbers, each in one', () => {
  const waves = drawWaves('salt', teams, 3);
  expect(waves.map(({ length }) => length)).toEqual([3, 3, 4]);
  expect(waves.flat().sort()).toEqual(teams);
});

it('draws by the salt alone, not by the order in which they come or how often', () => {
  const drawn = drawWaves('salt', teams, 3);
  expect(drawWaves('salt', [...teams, ...teams].reverse(), 3)).toEqual(drawn);
  expect(drawWaves('other', teams, 3)).not.toEqual(drawn);
});

it('leaves a wave empty where there are fewer groups than waves', () => {
  expect(drawWaves('salt', ['a'], 2).map(({ length }) => length)).toEqual([0, 1]);
});

it('moves nobody for a group that came later', () => {
  const waves = drawWaves('salt', teams, 3);
  const waveOf = waveFinder(waves, 'salt');
  for (const [index, groups] of waves.entries()) for (const group of groups) expect(waveOf(group)).toBe(index + 1);
  const late = waveOf('a team that came later');
  expect([1, 2, 3]).toContain(late);
  expect(waveOf('a team that came later')).toBe(late);
});
