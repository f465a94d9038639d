import { reasonOf } from '@laurel/platform';

/** What keeps Laurel from starting and is put right outside of it: one sentence, no stack. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** Does the work; when it fails, says what could not be done before why. */
export const orCannotStart = async <T>(sentence: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CannotStart) throw cause;
    throw new CannotStart(`${sentence}: ${reasonOf(cause)}`, { cause });
  }
};
