import { issuerKey, listIssuerKeys, rotateIssuerKeys } from '@laurel/contracts';
import { z } from 'zod';
import { DONE, type ExitCode } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask } from '../server.ts';

const answered = z.object({ keys: z.array(issuerKey) });

export const showIssuerKeys = async (access: Access, output: Output): Promise<ExitCode> =>
  shown(await ask(access, listIssuerKeys, answered), output);

export const renewIssuerKeys = async (access: Access, output: Output): Promise<ExitCode> =>
  shown(await ask(access, rotateIssuerKeys, answered), output);

const shown = ({ keys }: z.infer<typeof answered>, output: Output): ExitCode => {
  const rows = keys.map(({ name, curve, madeAt, retiredAt }) => [name, curve, madeAt, retiredAt ?? '']);
  output.answer(keys, table(['key', 'curve', 'made', 'retired'], rows));
  return DONE;
};
