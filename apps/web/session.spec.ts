import { keyOfFragment } from './session.ts';

it('finds the key that the program printed into the address, and nothing else', () => {
  expect(keyOfFragment('#key=lk_abc')).toBe('lk_abc');
  expect(keyOfFragment('#content')).toBeUndefined();
  expect(keyOfFragment('')).toBeUndefined();
});
