import { closingStack } from './closing.ts';

it('closes everything in the opposite order, also behind a part that does not close, and says which did not', async () => {
  const { opened, closeAll } = closingStack();
  const closed: string[] = [];
  const part = (name: string) => opened(name, name, async (one) => closed.push(one));
  part('first');
  opened('stuck', null, () => Promise.reject(new Error('still busy')));
  part('last');
  await expect(closeAll()).rejects.toThrow('stuck did not close');
  expect(closed).toEqual(['last', 'first']);
});
