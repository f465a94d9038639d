import { stepsIn, type TemplateUse } from '@laurel/contracts';
import { readCampaigns } from './campaigns/campaign-book.ts';
import { type CampaignPorts } from './campaigns/campaigns.deps.ts';
import { type EngagementPorts } from './engagement.deps.ts';
import { readRules } from './rule-book.ts';

/** The rules that are switched on and write with a template. */
export const rulesWritingWith = async (ports: EngagementPorts, template: string): Promise<readonly TemplateUse[]> =>
  (await readRules(ports))
    .filter(({ mode, rule }) => mode !== 'off' && rule.action.template === template)
    .map(({ rule }) => ({ is: 'rule', id: rule.id }));

/** The campaigns that are not over, and whose steps or briefing write with a template in some version people may be on. */
export const campaignsWritingWith = async (
  ports: Pick<CampaignPorts, 'store' | 'search'>,
  template: string,
): Promise<readonly TemplateUse[]> =>
  (await readCampaigns(ports))
    .filter(({ state }) => state.is !== 'ended' && state.is !== 'cancelled')
    .filter(({ definitions }) =>
      [...definitions.values()].some(
        ({ steps, briefing }) =>
          briefing?.template === template ||
          stepsIn(steps).some(({ step }) => step.do === 'message' && step.template === template),
      ),
    )
    .map(({ id }) => ({ is: 'campaign', id }));
