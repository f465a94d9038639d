import { rememberFor } from './remember-for.ts';

const LIMITS = { mostBytes: 1_000, timeoutMs: 400 };

it('asks an address once in its time, and remembers no more than it may', async () => {
  let now = 0;
  const asked: string[] = [];
  const fetch = rememberFor(
    (url) => {
      asked.push(url);
      return Promise.resolve({ refused: 'no' });
    },
    { clock: { now: () => new Date(now) }, forMs: 1_000, most: 2 },
  );
  const ask = (url: string) => fetch(url, LIMITS);
  await Promise.all([ask('a'), ask('a')]);
  expect(await ask('a')).toEqual({ refused: 'no' });
  expect(asked).toEqual(['a']);
  await fetch('a', { ...LIMITS, mostBytes: 10 });
  now = 1_000;
  await ask('a');
  expect(asked).toEqual(['a', 'a', 'a']);
  await ask('b');
  await ask('c');
  await ask('a');
  expect(asked).toEqual(['a', 'a', 'a', 'b', 'c', 'a']);
});
