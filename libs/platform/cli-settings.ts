import { env } from 'node:process';
import { z } from 'zod';

/** Settings of the command line; its options win over them. */
export const cliSettings = z.object({
  LAUREL_URL: z.string().optional().describe('Address of the server that the command line talks to'),
  LAUREL_KEY: z.string().min(1).optional().describe('Key that the command line sends'),
  LAUREL_DATA_DIR: z.string().min(1).optional().describe('Data folder of an embedded server on this machine'),
});
export type CliSettings = z.infer<typeof cliSettings>;

/** Reads the environment; throws one sentence per wrong setting. */
export const readCliSettings = (environment: Readonly<Record<string, string | undefined>> = env): CliSettings => {
  const parsed = cliSettings.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
};
