import { type TemplateUse } from '@laurel/contracts';
import { type EngagementPorts } from './engagement.deps.ts';
import { readRules } from './rule-book.ts';

/** The rules that are switched on and write with a template. */
export const rulesWritingWith = async (ports: EngagementPorts, template: string): Promise<readonly TemplateUse[]> =>
  (await readRules(ports))
    .filter(({ mode, rule }) => mode !== 'off' && rule.action.template === template)
    .map(({ rule }) => ({ is: 'rule', id: rule.id }));
