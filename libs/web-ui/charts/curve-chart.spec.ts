import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { CurvePlot } from './curve-chart.tsx';
import { apart, atRiskAt, bandPath, censoringMarks, type CurvePoint, stepPath, valueAt } from './curve-steps.ts';

/** Ten learners: two leave on day 3, one is last seen on day 5, three leave on day 7, four are still in on day 10. */
const points: readonly CurvePoint[] = [
  { time: 3, value: 0.8, lower: 0.4, upper: 0.95, atRisk: 10, censored: 0 },
  { time: 5, value: 0.8, lower: 0.4, upper: 0.95, atRisk: 8, censored: 1 },
  { time: 7, value: 0.457, lower: 0.15, upper: 0.7, atRisk: 7, censored: 0 },
  { time: 10, value: 0.457, lower: 0.15, upper: 0.7, atRisk: 4, censored: 4 },
];
const same = { x: (time: number) => time, y: (value: number) => value };

describe('a step curve', () => {
  it('holds its value until the next time', () => {
    expect(stepPath(points, 1, 0, same)).toBe('M0 1H3V0.8H5V0.8H7V0.457H10V0.457');
    expect(valueAt(points, 1, 2.9)).toBe(1);
    expect(valueAt(points, 1, 3)).toBe(0.8);
    expect(valueAt(points, 1, 99)).toBe(0.457);
  });

  it('has its band in steps, there along the upper and back along the lower limit', () => {
    expect(bandPath(points.slice(1, 3), same)).toBe('M5 0.95H7V0.7V0.15H7V0.4H5Z');
    const undefinedBelow = points.map((point) => ({ ...point, lower: null }));
    expect(bandPath(undefinedBelow, same)).toBe('');
  });

  it('knows who is at risk just before a time', () => {
    expect([0, 3, 4, 7, 10, 10.1].map((time) => atRiskAt(points, time))).toEqual([10, 10, 8, 7, 4, 0]);
  });

  it('marks where somebody was last seen, once a pixel', () => {
    expect(censoringMarks(points, same)).toEqual([
      { x: 5, y: 1 },
      { x: 10, y: 0 },
    ]);
    expect(censoringMarks(points, { x: () => 0, y: () => 0 })).toHaveLength(1);
  });
});

describe('labels at the ends of lines', () => {
  it('are pushed apart, and stay above the axis', () => {
    expect(apart([50, 52, 10], 15, 300)).toEqual([50, 65, 10]);
    expect(apart([298, 300, 299], 15, 300)).toEqual([270, 300, 285]);
  });
});

it('draws every group with its name, its pattern, and the number at risk under each tick', () => {
  const drawn = renderToStaticMarkup(
    createElement(CurvePlot, {
      lines: [
        { key: 'a', label: 'senior', points },
        { key: 'b', label: 'junior', points: points.map((point) => ({ ...point, atRisk: 3 })) },
      ],
      start: 1,
      timeLabel: 'days since enrolling',
      summary: 'Two groups.',
      showAtRisk: true,
      width: 800,
    }),
  );
  expect(drawn.match(/<path class="line"/g)).toHaveLength(2);
  expect(drawn.match(/stroke-dasharray=""|stroke-dasharray="7 3"/g)).toHaveLength(2);
  expect(drawn.match(/>senior</g)).toHaveLength(2); // at its end and at its row of numbers
  expect(drawn).toContain('aria-label="Two groups."');
  const counts = [...drawn.matchAll(/class="tick"[^>]*text-anchor="middle">(\d+)</g)].map(([, count]) => count);
  expect(counts).toContain('8');
  expect(drawn).not.toContain('NaN');
});
