import { type CampaignDefinition, campaignDefinition, type Path, stepsIn } from '@laurel/contracts';
import { parseWith, Problematic } from '@laurel/platform';
import { BEGINS } from './brief-managers.ts';
import { namesIn, pinnedNames } from '../segments/pinned-names.ts';
import { type CampaignPorts } from './campaigns.deps.ts';
import { whyNotInCategory, whyNotWrittenWith } from '../whether-sendable.ts';

interface Wrong {
  readonly path: string;
  readonly reason: string;
}

/**
 * A definition that can run: 400 with the place of a window in the past, of a segment, template, channel or category that is
 * not there, or of a value that a template needs. Segments are pinned to their versions of now, so that it goes on to mean the same.
 */
export const soundDefinition = async (ports: CampaignPorts, body: CampaignDefinition): Promise<CampaignDefinition> => {
  const definition = parseWith(campaignDefinition, await pinnedNames(body, { names: namesIn(ports) }, ['definition']));
  const wrong = [
    ...wrongWindow(definition, ports.clock.now()),
    ...wrongChannels(ports, definition),
    ...(await wrongCategory(ports, definition)),
    ...(await wrongTemplates(ports, definition)),
  ];
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
  /** undefined: the newest when it is sent. */
  readonly version?: number | undefined;
  /** A value that Laurel brings where the template speaks of it. */
  readonly given?: string;
}

const writingIn = ({ steps, briefing }: CampaignDefinition): readonly Writing[] => [
  ...stepsIn(steps).flatMap(({ step, path }) =>
    step.do === 'message'
      ? [
          {
            path: at(path, 'template'),
            template: step.template,
            values: step.values ?? {},
            version: step.templateVersion,
          },
        ]
      : [],
  ),
  ...(briefing
    ? [
        {
          ...{ path: 'definition.briefing.template', template: briefing.template },
          ...{ values: briefing.values ?? {}, given: BEGINS },
        },
      ]
    : []),
];

const at = (path: Path, ...fields: readonly PropertyKey[]): string =>
  ['definition', ...path, ...fields].map(String).join('.');

const wrongTemplates = async (
  { findTemplate }: CampaignPorts,
  definition: CampaignDefinition,
): Promise<readonly Wrong[]> => {
  const found = writingIn(definition).map(async ({ path, template, values, given, version = 1 }) => {
    const known = await findTemplate(template);
    const isThere = !known || version <= known.version;
    return [
      ...wrongAt(path, whyNotWrittenWith(template, known, values, given)),
      ...wrongAt(`${path}Version`, isThere ? undefined : `the template ${template} has no version ${version}`),
    ];
  });
  return (await Promise.all(found)).flat();
};

const wrongChannels = ({ means }: CampaignPorts, { steps }: CampaignDefinition): readonly Wrong[] =>
  stepsIn(steps).flatMap(({ step, path }) => {
    if (step.do === 'message') return wrongAt(at(path, 'channel'), means.whyNotBy(step.channel));
    if (step.do !== 'announce') return [];
    return step.channels.flatMap((channel, n) => wrongAt(at(path, 'channels', n), means.whyNotIn(channel)));
  });

const wrongCategory = async ({ means }: CampaignPorts, { category }: CampaignDefinition): Promise<readonly Wrong[]> =>
  wrongAt('definition.category', await whyNotInCategory(means, category));

const wrongAt = (path: string, reason: string | undefined): readonly Wrong[] =>
  reason === undefined ? [] : [{ path, reason }];
