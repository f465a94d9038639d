import { type RuleDefinition } from '@laurel/contracts';
import { closeToCompletion } from './close-to-completion.rule.ts';
import { completedWithoutCertificate } from './completed-without-certificate.rule.ts';
import { failedAssessment } from './failed-assessment.rule.ts';
import { firstAssessment } from './first-assessment.rule.ts';
import { idle } from './idle.rule.ts';
import { lapsed } from './lapsed.rule.ts';
import { neverStarted } from './never-started.rule.ts';
import { stuck } from './stuck.rule.ts';
import { withdrew } from './withdrew.rule.ts';

/** The rules that Laurel ships, each switched off until somebody switches it on. */
export const readyMadeRules: readonly RuleDefinition[] = [
  neverStarted,
  idle,
  stuck,
  failedAssessment,
  firstAssessment,
  closeToCompletion,
  withdrew,
  lapsed,
  completedWithoutCertificate,
];
