import { CommanderError } from 'commander';
import { argv, stderr, stdout } from 'node:process';
import { WrongUse } from './files.ts';
import { laurelEndorse } from './program.ts';

const FAILED = 1;
const WRONG_USE = 2;

const codeOf = (error: unknown): number => {
  // Commander said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
  stderr.write(`${error instanceof Error ? error.message : 'It failed.'}\n`);
  return error instanceof WrongUse ? WRONG_USE : FAILED;
};

try {
  await laurelEndorse((line) => void stdout.write(`${line}\n`)).parseAsync(argv);
} catch (error) {
  process.exitCode = codeOf(error);
}
