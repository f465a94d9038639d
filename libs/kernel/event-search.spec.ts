import { type EventSearch, findAll, type FoundEvent } from './event-search.port.ts';

const eventAt = (place: number): FoundEvent => ({
  ...{ type: 't', version: 1, data: {}, id: `${place}`, stream: 's', streamPosition: place },
  ...{ recordedAt: new Date(0), cause: { causation: 'c', correlation: 'c' }, place: String(place) },
});

/** So many events, found as a store finds them. */
const searchOver = (count: number): Pick<EventSearch, 'find'> => ({
  find: ({ before = String(count), limit }) => {
    const first = Number(before) - 1;
    const length = Math.min(limit, first + 1);
    return Promise.resolve(Array.from({ length }, (_, n) => eventAt(first - n)));
  },
});

it.each([0, 1, 999, 1_000, 1_001, 2_500])('finds each of %i events once, newest first', async (count) => {
  const places: number[] = [];
  for await (const { place } of findAll(searchOver(count), { types: ['t'], about: {} })) places.push(Number(place));
  expect(places).toEqual(Array.from({ length: count }, (_, n) => count - 1 - n));
});
