import { reasonOf } from './reason-of.ts';

/** One dependency or loop that can be well or not. */
export interface HealthCheck {
  readonly name: string;
  /** What to do when it is not well. */
  readonly hint: string;
  /** Resolves with figures worth showing; throws with a sentence that says what is wrong. */
  check(): Promise<Readonly<Record<string, string | number | boolean>>>;
}

export interface HealthReport {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
  readonly hint?: string;
  readonly figures: Readonly<Record<string, string | number | boolean>>;
}

const LIMIT_MS = 5_000;

/** Runs all checks at once, each within five seconds. */
export const examine = async (checks: readonly HealthCheck[]): Promise<readonly HealthReport[]> =>
  Promise.all(checks.map(examineOne));

const examineOne = async ({ name, hint, check }: HealthCheck): Promise<HealthReport> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    return { name, ok: true, figures: await Promise.race([check(), late]) };
  } catch (error) {
    return { name, ok: false, detail: reasonOf(error), hint, figures: {} };
  } finally {
    clearTimeout(timer);
  }
};
