/** The same events for the product and for every baseline: about 300 bytes each, 20,000 learners, 5 courses. */
const COURSES = ['consulting', 'statistics', 'writing', 'law', 'nursing'];
const START = Date.parse('2026-02-01T09:00:00Z');

/** A small linear congruential generator: the bytes are the same in every run. */
const random = (seed) => () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;

export const makeEvents = (count, source = 'https://lms.example/') => {
  const next = random(12345);
  const below = (limit) => Math.floor(next() * limit);
  return Array.from({ length: count }, (_, index) => {
    const raw = below(101);
    return JSON.stringify({
      specversion: '1.0',
      id: `load-${String(index).padStart(12, '0')}-${below(1e9).toString(36)}`,
      source,
      type: 'learning.AssessmentSubmitted',
      time: new Date(START + index * 50).toISOString(),
      subject: `learner-${below(20_000)}`,
      data: {
        course: COURSES[below(5)],
        run: '2026-spring',
        assessment: `a${below(9)}`,
        attempt: 1 + below(3),
        score: { raw, max: 100 },
        passed: raw >= 50,
      },
    });
  });
};
