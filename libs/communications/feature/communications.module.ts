import { type Mailbox } from '@laurel/communications-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { MAILBOX, MessagesController } from './messages.controller.ts';

@Module({})
export class CommunicationsModule {
  /** `mailbox` is null where mail leaves through a server. */
  static register({ mailbox }: { readonly mailbox: Mailbox | null }): DynamicModule {
    return {
      module: CommunicationsModule,
      controllers: [MessagesController],
      providers: [{ provide: MAILBOX, useValue: mailbox }],
    };
  }
}
