import { WrongMapping } from '@laurel/intake-domain';
import { CommanderError } from 'commander';
import { FAILED, Failed, type ExitCode, WRONG_USE, WrongUse } from './outcome.ts';
import { laurel } from './program.ts';
import { Later } from './server.ts';

/** Runs one command; resolves with its exit code: 0 done, 1 failed, 2 wrong use, 3 done with rejects. */
export const main = async (argv: readonly string[]): Promise<number> => {
  let code: ExitCode = 0;
  try {
    await laurel((ended) => (code = ended)).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE; // commander said what is wrong
    return complain(sentenceOf(error), isWrongUse(error) ? WRONG_USE : FAILED);
  }
};

const isWrongUse = (error: unknown): boolean => error instanceof WrongUse || error instanceof WrongMapping;

/** What we expect has one clear sentence; what we do not is a bug and shows where it is. */
const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const expected = isWrongUse(error) || error instanceof Failed || error instanceof Later;
  return expected ? error.message : (error.stack ?? error.message);
};

const complain = (sentence: string, code: ExitCode): ExitCode => {
  process.stderr.write(`${sentence}\n`);
  return code;
};
