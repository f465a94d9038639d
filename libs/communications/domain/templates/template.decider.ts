import {
  canonicalJson,
  TemplateArchived,
  type TemplateContent,
  type TemplateEvent,
  templateEvents,
  TemplateSaved,
  type TemplateUse,
} from '@laurel/contracts';
import { BadEvent, type Decider, Refused } from '@laurel/kernel';

/** A template as it stands: its newest version. */
export type TemplateState =
  | { readonly is: 'none' }
  | {
      readonly is: 'live' | 'archived';
      readonly version: number;
      readonly content: TemplateContent;
      readonly isShipped: boolean;
    };

/** Somebody's new version; the content was checked by the engine before. */
export interface SaveTemplate {
  readonly type: 'Save';
  readonly template: string;
  readonly content: TemplateContent;
}
/** The version that came with Laurel. What somebody saved stays the newest. */
export interface ShipTemplate {
  readonly type: 'Ship';
  readonly template: string;
  readonly content: TemplateContent;
}
export interface ArchiveTemplate {
  readonly type: 'Archive';
  readonly template: string;
  readonly why: string;
  readonly usedBy: readonly TemplateUse[];
}
export type TemplateCommand = SaveTemplate | ShipTemplate | ArchiveTemplate;

const definitions = new Map<string, (typeof templateEvents)[number]>(templateEvents.map((one) => [one.type, one]));

export const templateStream = (template: string): string => `template-${template}`;

/** One template and its versions: stream `template-<id>`. */
export const templateDecider: Decider<TemplateState, TemplateCommand, TemplateEvent> = {
  initial: { is: 'none' },

  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of a template`);
    return definition.read(stored);
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'communications.TemplateSaved': {
        const { version, content, isShipped } = event.data;
        return { is: 'live', version, content, isShipped };
      }
      case 'communications.TemplateArchived':
        return state.is === 'none' ? state : { ...state, is: 'archived' };
    }
  },

  decide: (state, command) => {
    switch (command.type) {
      case 'Save':
        return state.is === 'live' && isSame(state.content, command.content) ? [] : [saved(state, command)];
      case 'Ship':
        return mayShip(state, command.content) ? [saved(state, command)] : [];
      case 'Archive':
        return archive(state, command);
    }
  },
};

const isSame = (one: TemplateContent, other: TemplateContent): boolean => canonicalJson(one) === canonicalJson(other);

const mayShip = (state: TemplateState, content: TemplateContent): boolean =>
  state.is === 'none' || (state.is === 'live' && state.isShipped && !isSame(state.content, content));

const saved = (state: TemplateState, { type, template, content }: SaveTemplate | ShipTemplate) =>
  TemplateSaved.of({
    ...{ template, content, isShipped: type === 'Ship' },
    version: state.is === 'none' ? 1 : state.version + 1,
  });

const archive = (state: TemplateState, { template, why, usedBy }: ArchiveTemplate): readonly TemplateEvent[] => {
  if (state.is === 'none') throw new Refused('template.missing', `There is no template ${template}`);
  if (state.is === 'archived') return [];
  if (usedBy.length > 0) {
    const users = usedBy.map(({ is, id }) => `the ${is} ${id}`).join(', ');
    throw new Refused('template.in-use', `${users} writes with ${template}: stop it or give it another template first`);
  }
  return [TemplateArchived.of({ template, why })];
};
