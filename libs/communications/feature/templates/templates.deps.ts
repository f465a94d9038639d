import { type UsesOfTemplate } from '@laurel/contracts';
import {
  type ComposeMessage,
  type ProbeAddress,
  type Recipients,
  type SendMail,
  type TemplateEngine,
} from '@laurel/communications-domain';
import { type EventSearch, type EventStore } from '@laurel/kernel';
import { type TemplateCatalog } from './template-catalog.ts';

/** What the addresses of templates need. */
export interface TemplatePorts {
  readonly store: EventStore;
  readonly search: EventSearch;
  readonly catalog: TemplateCatalog;
  readonly engine: TemplateEngine;
  readonly compose: ComposeMessage;
  readonly recipients: Pick<Recipients, 'find'>;
  readonly send: SendMail;
  readonly probe: ProbeAddress;
  readonly usesOf: UsesOfTemplate;
  readonly publicUrl: string;
}
export const TEMPLATE_PORTS = Symbol('TemplatePorts');
