import { type Mailbox } from '@laurel/communications-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AnnouncementHandler } from './announcements/announcement.handler.ts';
import { AnnouncementsController } from './announcements/announcements.controller.ts';
import { ANNOUNCEMENT_PORTS, type AnnouncementPorts } from './announcements/announcements.deps.ts';
import { PublicAnnouncementsController } from './announcements/public-announcements.controller.ts';
import { CourtesyController } from './courtesy/courtesy.controller.ts';
import { OPERATOR_PORTS, type OperatorPorts } from './courtesy/operator.deps.ts';
import { InboxController, INBOX_PORTS, type InboxPorts } from './inbox/inbox.controller.ts';
import { MAILBOX, MessagesController } from './messages.controller.ts';
import { PersonController } from './person/person.controller.ts';
import { PERSON_PORTS, type PersonPorts } from './person/person.deps.ts';
import { TEAM_PORTS, TeamController, type TeamControllerPorts } from './manager-reports/team.controller.ts';
import { TemplateHandler } from './templates/template.handler.ts';
import { TemplatesController } from './templates/templates.controller.ts';
import { TEMPLATE_PORTS, type TemplatePorts } from './templates/templates.deps.ts';

export interface CommunicationsPorts {
  /** null where mail leaves through a server. */
  readonly mailbox: Mailbox | null;
  readonly templates: TemplatePorts;
  readonly announcements: AnnouncementPorts;
  readonly inbox: InboxPorts;
  readonly person: PersonPorts;
  readonly operators: OperatorPorts;
  readonly teams: TeamControllerPorts;
}

@Module({})
export class CommunicationsModule {
  static register({
    mailbox,
    templates,
    announcements,
    inbox,
    person,
    operators,
    teams,
  }: CommunicationsPorts): DynamicModule {
    return {
      module: CommunicationsModule,
      imports: [CqrsModule],
      controllers: [
        CourtesyController,
        MessagesController,
        TemplatesController,
        InboxController,
        AnnouncementsController,
        PublicAnnouncementsController,
        PersonController,
        TeamController,
      ],
      providers: [
        { provide: MAILBOX, useValue: mailbox },
        { provide: TEMPLATE_PORTS, useValue: templates },
        { provide: ANNOUNCEMENT_PORTS, useValue: announcements },
        { provide: INBOX_PORTS, useValue: inbox },
        { provide: PERSON_PORTS, useValue: person },
        { provide: TEAM_PORTS, useValue: teams },
        { provide: OPERATOR_PORTS, useValue: operators },
        TemplateHandler,
        AnnouncementHandler,
      ],
    };
  }
}
