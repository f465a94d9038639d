import { z } from 'zod';
import { BadEvent } from './bad-event.ts';
import { defineEvent } from './define-event.ts';

interface V1 {
  days: number;
}
interface V2 {
  seconds: number;
}
const Waited = defineEvent('test.Waited', 3, z.strictObject({ seconds: z.number(), where: z.string() }), {
  1: ({ days }: V1): V2 => ({ seconds: days * 86_400 }),
  2: (v2: V2) => ({ ...v2, where: 'unknown' }),
});

it('reads every older version, one step at a time', () => {
  expect(Waited.read({ type: 'test.Waited', version: 1, data: { days: 2 } }).data).toEqual({
    seconds: 172_800,
    where: 'unknown',
  });
  expect(Waited.read({ type: 'test.Waited', version: 2, data: { seconds: 5 } }).data).toEqual({
    seconds: 5,
    where: 'unknown',
  });
  expect(Waited.read({ type: 'test.Waited', version: 3, data: { seconds: 5, where: 'x' } }).version).toBe(3);
});

it.each([4, 0, 1.5, Number.NaN])('refuses version %s', (version) => {
  expect(() => Waited.read({ type: 'test.Waited', version, data: {} })).toThrow(
    expect.objectContaining({ name: 'BadEvent', code: 'event.version' }),
  );
});

it('names the field to blame', () => {
  expect(() => Waited.read({ type: 'test.Waited', version: 3, data: { seconds: 'x', where: 'y' } })).toThrow(BadEvent);
  expect(() => Waited.read({ type: 'test.Waited', version: 3, data: { seconds: 1, where: 'y', extra: 1 } })).toThrow(
    expect.objectContaining({ field: 'data.extra' }),
  );
});

it('cannot be defined with a version left out', () => {
  expect(() => defineEvent('test.Gap', 3, z.object({}), { 1: (v1: object) => v1 })).toThrow('no upcast from v2 to v3');
});
