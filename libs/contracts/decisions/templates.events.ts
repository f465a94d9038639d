import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';
import { templateContent } from '../templates/template-content.ts';

const ofTemplate = { template: z.string().min(1) };

/** A new version of a template: stream `template-<id>`. Versions count from 1 and never change. About no learner, so it stays here. */
export const TemplateSaved = defineEvent(
  'communications.TemplateSaved',
  1,
  z.strictObject({
    ...ofTemplate,
    version: z.int().positive(),
    content: templateContent,
    /** It came with Laurel; a newer Laurel may bring a newer version, unless somebody saved one meanwhile. */
    isShipped: z.boolean(),
  }),
);

/** Nothing new is written with it; what was requested before still is. Saving it again brings it back. */
export const TemplateArchived = defineEvent(
  'communications.TemplateArchived',
  1,
  z.strictObject({ ...ofTemplate, why: z.string().min(1) }),
);

export const templateEvents = [TemplateSaved, TemplateArchived] as const;
export type TemplateEvent = EventOf<(typeof templateEvents)[number]>;
