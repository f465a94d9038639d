import {
  TemplateArchived,
  type TemplateContent,
  type TemplateList,
  TemplateSaved,
  templateEvents,
  type TemplateView,
} from '@laurel/contracts';
import { type EventSearch, findAll, type RecordedEvent } from '@laurel/kernel';
import { Problematic } from '@laurel/platform';
import { versionsIn } from './template-catalog.ts';
import { type TemplatePorts } from './templates.deps.ts';

const TYPES = templateEvents.map(({ type }) => type);

/** Every template by its newest version. */
export const listTemplates = async (search: EventSearch): Promise<TemplateList> => {
  const heads = new Map<string, TemplateList['templates'][number]>();
  const archived = new Set<string>();
  for await (const event of findAll(search, { types: TYPES, about: {} })) {
    if (event.type === TemplateArchived.type) {
      const { template } = TemplateArchived.read(event).data;
      if (!heads.has(template)) archived.add(template);
      continue;
    }
    const { template } = TemplateSaved.read(event).data;
    if (!heads.has(template)) heads.set(template, headOf(event, archived.has(template)));
  }
  return { templates: [...heads.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) };
};

const headOf = (event: RecordedEvent, isArchived: boolean): TemplateList['templates'][number] => {
  const { template, version, content, isShipped } = TemplateSaved.read(event).data;
  return {
    ...{ id: template, name: content.name, version, state: isArchived ? 'archived' : 'live', isShipped },
    ...{ languages: languagesOf(content), ...savedOf(event) },
  };
};

const languagesOf = ({ defaultLanguage, languages }: TemplateContent): string[] => [
  defaultLanguage,
  ...Object.keys(languages)
    .filter((one) => one !== defaultLanguage)
    .sort(),
];

const savedOf = ({ recordedAt, cause }: RecordedEvent) => ({
  savedAt: recordedAt.toISOString(),
  savedBy: cause.actor ?? null,
});

/** One template; 404 where there is none, or no such version. */
export const viewTemplate = async (
  { catalog, engine }: TemplatePorts,
  template: string,
  version?: number,
): Promise<TemplateView> => {
  const history = await catalog.history(template);
  const versions = [...versionsIn(history)].reverse();
  const [newest] = versions;
  if (!newest) throw new Problematic(404, 'template.missing', `There is no template ${template}`);
  const shown = versions.find((one) => one.version === (version ?? newest.version));
  if (!shown) throw new Problematic(404, 'template.missing', `The template ${template} has no version ${version}`);
  return {
    ...headOf(newest.event, history.at(-1)?.type === TemplateArchived.type),
    ...{ shownVersion: shown.version, content: shown.content },
    versions: versions.map(({ version: one, event }) => ({
      ...{ version: one, isShipped: TemplateSaved.read(event).data.isShipped, ...savedOf(event) },
    })),
    better: [...(await engine.lint(shown.content))],
  };
};
