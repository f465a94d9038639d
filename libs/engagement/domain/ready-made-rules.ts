import { type RuleDefinition } from '@laurel/contracts';
import { neverStarted } from './never-started.rule.ts';

/** The rules that Laurel ships, each switched off until somebody switches it on. */
export const readyMadeRules: readonly RuleDefinition[] = [neverStarted];
