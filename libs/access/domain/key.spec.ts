import { type Scope } from '@laurel/contracts';
import { Refused } from '@laurel/kernel';
import { askerOf, type Key, keyIdIn, refuseScopesBeyond, secretOf } from './key.ts';

const id = '0123456789abcdef';
const random = 'A-_'.padEnd(43, 'x');
const key = (...scopes: Scope[]): Key => ({
  id,
  name: 'Moodle',
  scopes,
  digest: new Uint8Array(32),
  madeAt: new Date(0),
  madeBy: 'owner',
});

it('finds the key of a secret, and none in anything else', () => {
  expect(keyIdIn(secretOf(id, random))).toBe(id);
  for (const other of ['', 'lrl', `lrl_${id}_short`, `x${secretOf(id, random)}`, `${secretOf(id, random)}\n`]) {
    expect(keyIdIn(other)).toBeUndefined();
  }
});

it('lets nobody act with a revoked key', () => {
  expect(askerOf(key('ask'))).toEqual({ id, scopes: new Set(['ask']), sees: 'everyone' });
  expect(askerOf({ ...key('ask'), revoked: { at: new Date(1), by: 'k' } })).toBeUndefined();
});

it('lets nobody give a scope that they lack', () => {
  const maker = askerOf(key('keys', 'ask'))!;
  expect(() => refuseScopesBeyond(maker, ['ask'])).not.toThrow();
  expect(() => refuseScopesBeyond(maker, ['ask', 'people'])).toThrow(Refused);
});
