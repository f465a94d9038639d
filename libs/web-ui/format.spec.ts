import { formatMilliseconds, formatNumber, formatShare, formatUtc } from './format.ts';

describe('a share', () => {
  it('is never rounded up to all or down to none', () => {
    expect(formatShare(1)).toBe('100%');
    expect(formatShare(0.99996)).toBe('> 99.9%');
    expect(formatShare(0.00001)).toBe('< 0.1%');
    expect(formatShare(0)).toBe('0%');
  });

  it('of nobody is a dash, not a zero', () => {
    expect(formatShare(null)).toBe('–');
    expect(formatNumber(null)).toBe('–');
  });
});

it('a moment has its exact UTC time in its title', () => {
  expect(formatUtc('2026-03-29T02:30:00.250+02:00')).toBe('2026-03-29 00:30:00.250 UTC');
});

it('a duration is in the unit that people would say', () => {
  expect(formatMilliseconds(41.3)).toBe('41 ms');
  expect(formatMilliseconds(2_340)).toBe('2.3 s');
});
