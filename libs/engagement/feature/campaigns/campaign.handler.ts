import {
  campaignDecider,
  type CampaignCommand,
  type CampaignEvent,
  SENDING,
  sendingDecider,
  type SendingCommand,
  type SendingEvent,
} from '@laurel/engagement-domain';
import { type Cause, run } from '@laurel/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streamOfCampaign } from './campaign-book.ts';
import { CAMPAIGN_PORTS, type CampaignPorts } from './campaigns.deps.ts';

/** The one bus message of this aggregate: Nest needs a class to dispatch on, the decider does not. */
export class ForCampaign extends Command<readonly CampaignEvent[]> {
  constructor(
    readonly campaign: string,
    readonly command: CampaignCommand,
    readonly cause: Cause,
  ) {
    super();
  }
}

@CommandHandler(ForCampaign)
export class CampaignHandler implements ICommandHandler<ForCampaign> {
  constructor(@Inject(CAMPAIGN_PORTS) private readonly ports: CampaignPorts) {}

  execute({ campaign, command, cause }: ForCampaign): Promise<readonly CampaignEvent[]> {
    return run(this.ports.store, campaignDecider, { stream: streamOfCampaign(campaign), command, cause });
  }
}

export class ForSending extends Command<readonly SendingEvent[]> {
  constructor(
    readonly command: SendingCommand,
    readonly cause: Cause,
  ) {
    super();
  }
}

@CommandHandler(ForSending)
export class SendingHandler implements ICommandHandler<ForSending> {
  constructor(@Inject(CAMPAIGN_PORTS) private readonly ports: CampaignPorts) {}

  execute({ command, cause }: ForSending): Promise<readonly SendingEvent[]> {
    return run(this.ports.store, sendingDecider, { stream: SENDING, command, cause });
  }
}
