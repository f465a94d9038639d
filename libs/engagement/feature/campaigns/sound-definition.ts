import { type CampaignDefinition, campaignDefinition, stepsIn } from '@laurel/contracts';
import { parseWith, Problematic } from '@laurel/platform';
import { BEGINS } from './brief-managers.ts';
import { namesIn, pinnedNames } from '../segments/pinned-names.ts';
import { type CampaignPorts } from './campaigns.deps.ts';

interface Wrong {
  readonly path: string;
  readonly reason: string;
}

/**
 * A definition that can run: 400 with the place of a window in the past, of a segment or template that is not there, or of
 * a value that a template needs. Segments are pinned to their versions of now, so that it goes on to mean the same.
 */
export const soundDefinition = async (ports: CampaignPorts, body: CampaignDefinition): Promise<CampaignDefinition> => {
  const definition = parseWith(campaignDefinition, await pinnedNames(body, { names: namesIn(ports) }, ['definition']));
  const wrong = [...wrongWindow(definition, ports.clock.now()), ...(await wrongTemplates(ports, definition))];
  const [first] = wrong;
  if (!first) return definition;
  throw new Problematic(400, 'campaign.definition', `${first.path}: ${first.reason}`, { errors: wrong });
};

const wrongWindow = ({ window }: CampaignDefinition, now: Date): readonly Wrong[] =>
  Date.parse(window.to) > now.getTime()
    ? []
    : [{ path: 'definition.window.to', reason: `the window is in the past: it ended ${window.to}` }];

interface Writing {
  readonly path: string;
  readonly template: string;
  readonly values: object;
  /** A value that is given where the template speaks of it. */
  readonly given?: string;
}

const writingIn = ({ steps, briefing }: CampaignDefinition): readonly Writing[] => [
  ...stepsIn(steps).flatMap(({ step, path }) =>
    step.do === 'message'
      ? [{ path: ['definition', ...path, 'template'].join('.'), template: step.template, values: step.values ?? {} }]
      : [],
  ),
  ...(briefing
    ? [
        {
          path: 'definition.briefing.template',
          template: briefing.template,
          values: { [BEGINS]: '', ...briefing.values },
          given: BEGINS,
        },
      ]
    : []),
];

const wrongTemplates = async (
  { findTemplate }: CampaignPorts,
  definition: CampaignDefinition,
): Promise<readonly Wrong[]> => {
  const found = await Promise.all(writingIn(definition).map((one) => whyNot(findTemplate, one)));
  return found.flat();
};

const whyNot = async (findTemplate: CampaignPorts['findTemplate'], one: Writing): Promise<readonly Wrong[]> => {
  const { path, template, values, given } = one;
  const known = await findTemplate(template);
  if (!known) return [{ path, reason: `no template is called ${template}` }];
  if (known.isArchived) return [{ path, reason: `the template ${template} is archived` }];
  const missing = known.required.find((name) => !Object.hasOwn(values, name));
  if (missing !== undefined) return [{ path, reason: `the template ${template} needs a value for ${missing}` }];
  const unknown = Object.keys(values).find((name) => name !== given && !known.variables.includes(name));
  return unknown === undefined ? [] : [{ path, reason: `the template ${template} has no variable ${unknown}` }];
};
