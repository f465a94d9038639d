/** How a command ended; the number is the exit code. */
export const DONE = 0;
export const FAILED = 1;
export const WRONG_USE = 2;
export const DONE_WITH_REJECTS = 3;
export type ExitCode = typeof DONE | typeof FAILED | typeof WRONG_USE | typeof DONE_WITH_REJECTS;

/** The command makes no sense as given: one sentence that says what would. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** The work could not be done: one sentence that says why and what to do. */
export class Failed extends Error {
  override readonly name = 'Failed';
}
