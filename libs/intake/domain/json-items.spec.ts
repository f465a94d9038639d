import fc from 'fast-check';
import { jsonItems, TooManyItems, UnreadableBody } from './json-items.ts';
import { isJson } from './read-item.ts';

const itemsOf = (text: string) => jsonItems(Buffer.from(text), 100).map((item) => Buffer.from(item).toString());

it('keeps the bytes of each element as they were told', () => {
  expect(itemsOf(' [ {"a" :1.0} , "x,]\\"\\\\" ,[[],{}], 1e2 ] \n')).toEqual([
    '{"a" :1.0}',
    '"x,]\\"\\\\"',
    '[[],{}]',
    '1e2',
  ]);
  expect(itemsOf('[]')).toEqual([]);
  expect(itemsOf('\ufeff[ ]')).toEqual([]);
});

it.each(['', '{}', '[', '[1', '[1,', '["a', '["a\\"]', '[1]]', '[1] 2', '[{]', '[1}', '[[1]'])('refuses %j', (text) =>
  expect(() => itemsOf(text).forEach((item) => expect(isJson(Buffer.from(item))).toBe(true))).toThrow(),
);

it('refuses more items than it may hold', () => {
  expect(() => jsonItems(Buffer.from('[1,2,3]'), 2)).toThrow(TooManyItems);
  expect(() => jsonItems(Buffer.from('1'), 2)).toThrow(UnreadableBody);
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

it('takes an array apart if and only if it is JSON', () =>
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue()),
      fc.nat(),
      fc.constantFrom('', ',', ']', '[', '"', '\\', '}', ' '),
      (value, at, noise) => {
        const json = JSON.stringify(value);
        const text = json.slice(0, at % (json.length + 1)) + noise + json.slice(at % (json.length + 1));
        const whole = parsed(text);
        let items: unknown[] | undefined;
        try {
          items = jsonItems(Buffer.from(text), 1_000).map((item) => JSON.parse(Buffer.from(item).toString()));
        } catch {
          items = undefined;
        }
        expect(items).toEqual(Array.isArray(whole) ? whole : undefined);
      },
    ),
    { numRuns: 3_000 },
  ));
