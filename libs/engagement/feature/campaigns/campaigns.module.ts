import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CampaignLedgerController } from './campaign-ledger.controller.ts';
import { CampaignHandler, SendingHandler } from './campaign.handler.ts';
import { CampaignsController } from './campaigns.controller.ts';
import { CAMPAIGN_PORTS, type CampaignPorts } from './campaigns.deps.ts';

@Module({})
export class CampaignsModule {
  static register(ports: CampaignPorts): DynamicModule {
    return {
      module: CampaignsModule,
      imports: [CqrsModule],
      controllers: [CampaignsController, CampaignLedgerController],
      providers: [{ provide: CAMPAIGN_PORTS, useValue: ports }, CampaignHandler, SendingHandler],
    };
  }
}
