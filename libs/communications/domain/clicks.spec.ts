import fc from 'fast-check';
import { clicksOf, type Hit } from './clicks.ts';
import { TRAP } from './links.ts';

const CHROME = 'Mozilla/5.0 (X11; Linux x64) Chrome/140.0 Safari/537.36';
const hit = (link: string, second: number, more: Partial<Hit> = {}): Hit => ({
  ...{ link, at: new Date(second * 1_000), method: 'GET', agent: CHROME },
  ...more,
});
const by = (...hits: readonly Hit[]) => clicksOf(hits).map((click) => `${click.link} ${click.by}`);

it.each([
  ['one link, like a browser', [hit('a', 0)], ['a person']],
  ['two links, one after the other', [hit('a', 0), hit('b', 20)], ['a person', 'b person']],
  ['two links at once', [hit('a', 0), hit('b', 1)], ['a scanner', 'b scanner']],
  ['HEAD', [hit('a', 0, { method: 'HEAD' })], ['a scanner']],
  ['a program that says so', [hit('a', 0, { agent: 'Mozilla/5.0 Barracuda Sentinel' })], ['a scanner']],
  ['no name at all', [hit('a', 0, { agent: undefined })], ['a scanner']],
  ['the trap, and what was opened around it', [hit(TRAP, 2), hit('a', 0), hit('a', 60)], ['a scanner', 'a person']],
  ['the trap alone', [hit(TRAP, 0)], []],
  ['a double click', [hit('a', 0), hit('a', 0.2)], ['a person']],
])('%s', (_, hits, expected) => expect(by(...hits)).toEqual(expected));

it('judges the same whatever the order in which requests were kept, and however often', () => {
  const any = fc.record({
    ...{ link: fc.constantFrom('a', 'b', TRAP), at: fc.date({ min: new Date(0), max: new Date(20_000) }) },
    ...{ method: fc.constantFrom('GET', 'HEAD'), agent: fc.constantFrom(CHROME, 'curl/8', undefined) },
  });
  const shuffled = fc
    .array(any, { maxLength: 8 })
    .chain((hits) =>
      fc.tuple(fc.constant(hits), fc.shuffledSubarray([...hits, ...hits], { minLength: 2 * hits.length })),
    );
  fc.assert(fc.property(shuffled, ([hits, again]) => expect(by(...again).sort()).toEqual(by(...hits).sort())));
});
