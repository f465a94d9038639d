import { placeIn, wrongInJson } from './json-place.ts';

const text = `{
  "title": "One",
  "steps": [
    { "id": "invite", "do": "message" },
    { "id": "invite",
      "do": "end" }
  ]
}`;
const shown = (path: string): string | undefined => {
  const place = placeIn(text, path);
  return place && `${place.line}: ${text.slice(place.start, place.end)}`;
};

it('finds the place of a path in a text of JSON', () => {
  expect(shown('steps.1.id')).toBe('5: "id"');
  expect(shown('steps.0')).toBe('4: { "id": "invite", "do": "message" }');
  expect(shown('title')).toBe('2: "title"');
});

it('leads to what should hold a part that is missing', () => {
  expect(shown('steps.0.template')).toBe('4: { "id": "invite", "do": "message" }');
  expect(shown('title.deeper.still')).toBe('2: "One"');
  expect(placeIn(text, 'window')).toMatchObject({ line: 1, start: 0 });
});

it('says why a text is no JSON, and on which line', () => {
  expect(wrongInJson(text)).toBeUndefined();
  expect(wrongInJson('{\n  "a": 1,\n  b\n}')).toMatchObject({ place: { line: 3 } });
  expect(wrongInJson('{\n  "a": 1')).toMatchObject({ place: { line: 2 } });
});
