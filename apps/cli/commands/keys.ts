import { apiKey, keyScope, listKeys, makeKey, revokeKey } from '@laurel/contracts';
import { z } from 'zod';
import { DONE, type ExitCode, WrongUse } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask } from '../server.ts';

export const createKey = async (
  what: { readonly name: string; readonly scopes: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const scopes = z.array(keyScope).safeParse(what.scopes.split(',').map((scope) => scope.trim()));
  if (!scopes.success) throw new WrongUse(`scopes are some of ${keyScope.options.join(', ')}, comma separated`);
  const json = { name: what.name, scopes: scopes.data };
  const made = await ask(access, makeKey, z.object({ key: apiKey, secret: z.string() }), { json });
  output.answer(made, `${made.secret}\n(id ${made.key.id}; this is the only time that it is shown)`);
  return DONE;
};

export const showKeys = async (access: Access, output: Output): Promise<ExitCode> => {
  const { keys } = await ask(access, listKeys, z.object({ keys: z.array(apiKey) }));
  const rows = keys.map((key) => [key.id, key.name, key.scopes.join(','), key.madeAt, key.revokedAt ?? '']);
  output.answer(keys, table(['id', 'name', 'scopes', 'made', 'revoked'], rows));
  return DONE;
};

export const endKey = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const key = await ask(access, revokeKey, apiKey, { params: { id } });
  output.answer(key, `${key.name} is revoked`);
  return DONE;
};
