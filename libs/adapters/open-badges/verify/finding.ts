import { type Check, type CheckOf, type CheckResult } from '@laurel/certification-domain';

/** What one look found, for a person. */
export interface Finding {
  readonly result: CheckResult;
  readonly says: string;
}

export const passed = (says: string): Finding => ({ result: 'passed', says });
export const failed = (says: string): Finding => ({ result: 'failed', says });
export const unchecked = (says: string): Finding => ({ result: 'unchecked', says });

export const checkOf = (of: CheckOf, { result, says }: Finding): Check => ({ of, result, says });

/** What was written by a stranger and is said again, cut to what a line holds. */
export const quoted = (text: string): string => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
