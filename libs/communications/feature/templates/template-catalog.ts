import { type FindTemplate, type TemplateContent, TemplateSaved } from '@laurel/contracts';
import { SHIPPED_TEMPLATES, templateDecider, type TemplateState, templateStream } from '@laurel/communications-domain';
import { type Cause, type EventStore, type RecordedEvent, run } from '@laurel/kernel';

export interface TemplateVersion {
  readonly version: number;
  readonly content: TemplateContent;
}

/** Templates as the event store has them. */
export interface TemplateCatalog {
  history(template: string): Promise<readonly RecordedEvent[]>;
  state(template: string): Promise<TemplateState>;
  /**
   * Undefined where there is no such template or version. Versions never change, so each is read once, and the content is
   * the same object every time.
   */
  version(template: string, version: number): Promise<TemplateVersion | undefined>;
}

/** So many versions are kept in memory; then it begins anew. */
const MOST_KEPT = 500;

export const openTemplateCatalog = (store: Pick<EventStore, 'read'>): TemplateCatalog => {
  const kept = new Map<string, TemplateVersion>();
  const history = (template: string) => store.read(templateStream(template));
  const state = async (template: string): Promise<TemplateState> =>
    (await history(template)).map(templateDecider.read).reduce(templateDecider.evolve, templateDecider.initial);
  return {
    history,
    state,
    version: async (template, version) => {
      const key = `${template} ${version}`;
      const known = kept.get(key);
      if (known) return known;
      const found = versionsIn(await history(template)).find((one) => one.version === version);
      if (kept.size >= MOST_KEPT) kept.clear();
      if (found) kept.set(key, found);
      return found;
    },
  };
};

export const versionsIn = (
  history: readonly RecordedEvent[],
): readonly (TemplateVersion & { readonly event: RecordedEvent })[] =>
  history
    .filter(({ type }) => type === TemplateSaved.type)
    .map((event) => ({ ...TemplateSaved.read(event).data, event }))
    .map(({ version, content, event }) => ({ version, content, event }));

/** Saves the templates that came with this Laurel; again, and from any number of processes, is harmless. */
export const shipTemplates = async (store: EventStore): Promise<void> => {
  for (const [template, content] of SHIPPED_TEMPLATES) {
    const command = { type: 'Ship', template, content } as const;
    await run(store, templateDecider, { stream: templateStream(template), command, cause: SHIPPING });
  }
};
const SHIPPING: Cause = { causation: 'laurel-started', correlation: 'laurel-started' };

/** What engagement may write with. */
export const findTemplateIn =
  (catalog: TemplateCatalog): FindTemplate =>
  async (template) => {
    const state = await catalog.state(template);
    if (state.is === 'none') return undefined;
    const variables = Object.entries(state.content.variables);
    return {
      ...{ template, version: state.version, isArchived: state.is === 'archived' },
      required: variables.filter(([, one]) => one.default === undefined).map(([name]) => name),
      variables: variables.map(([name]) => name),
    };
  };
