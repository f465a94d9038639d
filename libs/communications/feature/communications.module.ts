import { type Mailbox } from '@laurel/communications-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { MAILBOX, MessagesController } from './messages.controller.ts';
import { TemplateHandler } from './templates/template.handler.ts';
import { TemplatesController } from './templates/templates.controller.ts';
import { TEMPLATE_PORTS, type TemplatePorts } from './templates/templates.deps.ts';

export interface CommunicationsPorts {
  /** null where mail leaves through a server. */
  readonly mailbox: Mailbox | null;
  readonly templates: TemplatePorts;
}

@Module({})
export class CommunicationsModule {
  static register({ mailbox, templates }: CommunicationsPorts): DynamicModule {
    return {
      module: CommunicationsModule,
      imports: [CqrsModule],
      controllers: [MessagesController, TemplatesController],
      providers: [
        { provide: MAILBOX, useValue: mailbox },
        { provide: TEMPLATE_PORTS, useValue: templates },
        TemplateHandler,
      ],
    };
  }
}
