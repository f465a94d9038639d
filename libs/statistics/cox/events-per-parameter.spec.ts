import { eventsPerParameter } from './events-per-parameter.ts';

it('asks for ten events a parameter, and says how many there are', () => {
  expect(eventsPerParameter(99, 10)).toEqual({
    events: 99,
    parameters: 10,
    perParameter: 9.9,
    least: 10,
    enough: false,
  });
  expect(eventsPerParameter(100, 10).enough).toBe(true);
  expect(eventsPerParameter(50, 10, 5).enough).toBe(true);
});
