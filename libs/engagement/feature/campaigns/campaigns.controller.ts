import {
  type Asker,
  campaignChange,
  campaignReturn,
  type CampaignSummary,
  campaignVersionOrder,
  type CampaignView,
  campaignWhy,
  correctionOrder,
  type DryRunAnswer,
  dryRunOrder,
  newCampaign,
} from '@laurel/contracts';
import { type CampaignCommand, type Halt } from '@laurel/engagement-domain';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Campaign, readCampaign, readCampaigns } from './campaign-book.ts';
import { summaryOf, viewOfCampaign } from './campaign-view.query.ts';
import { ForCampaign } from './campaign.handler.ts';
import { CAMPAIGN_PORTS, type CampaignPorts } from './campaigns.deps.ts';
import { playCampaign } from './dry-run/play-campaign.ts';
import { estimateCampaign } from './estimate.query.ts';
import { soundDefinition } from './sound-definition.ts';
import { whyNotWrittenWith } from '../whether-sendable.ts';

@Controller('v1/campaigns')
@Needs('engage')
export class CampaignsController {
  constructor(
    @Inject(CAMPAIGN_PORTS) private readonly ports: CampaignPorts,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  async list(): Promise<{ campaigns: CampaignSummary[] }> {
    return { campaigns: (await readCampaigns(this.ports)).map(summaryOf) };
  }

  @Post()
  async draft(@Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    const { id, definition, salt = id } = parseWith(newCampaign, body, 'campaign.definition');
    if (await readCampaign(this.ports, id)) throw new Problematic(409, 'campaign.exists', `A campaign ${id} is there`);
    const sound = await soundDefinition(this.ports, definition);
    return this.tell(id, { type: 'Draft', campaign: id, definition: sound, salt }, asker);
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<CampaignView> {
    return viewOfCampaign(this.ports, await this.existing(id));
  }

  @Put(':id')
  async change(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    const { state } = await this.existing(id);
    const { definition } = parseWith(campaignChange, body, 'campaign.definition');
    const sound = await soundDefinition(this.ports, definition);
    return this.tell(id, { type: 'Draft', campaign: id, definition: sound, salt: state.salt }, asker);
  }

  @Post(':id/estimate')
  @HttpCode(200)
  async estimate(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    const campaign = await this.existing(id);
    const { version } = parseWith(campaignVersionOrder, body);
    const definition = campaign.definitions.get(version);
    if (!definition) throw new Problematic(400, 'campaign.version', `version: ${id} has no version ${version}`);
    const estimate = await estimateCampaign(this.ports, campaign, definition);
    return this.tell(id, { type: 'Estimate', version, estimate }, asker);
  }

  @Post(':id/submit')
  @HttpCode(200)
  submit(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    return this.tell(id, { type: 'Submit', ...parseWith(campaignVersionOrder, body), by: asker.id }, asker);
  }

  @Post(':id/approve')
  @HttpCode(200)
  approve(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    return this.tell(id, { type: 'Approve', ...parseWith(campaignVersionOrder, body), by: asker.id }, asker);
  }

  @Post(':id/return')
  @HttpCode(200)
  return(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    return this.tell(id, { type: 'Return', ...parseWith(campaignReturn, body), by: asker.id }, asker);
  }

  @Post(':id/launch')
  @HttpCode(200)
  launch(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    return this.tell(
      id,
      { type: 'Launch', ...parseWith(campaignVersionOrder, body), by: asker.id, now: this.ports.clock.now() },
      asker,
    );
  }

  @Post(':id/pause')
  @HttpCode(200)
  pause(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    return this.halt('Pause', id, body, asker);
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(@Param('id') id: string, @WhoAsks() asker: Asker): Promise<CampaignView> {
    return this.tell(id, { type: 'Resume', by: asker.id }, asker);
  }

  @Post(':id/end')
  @HttpCode(200)
  end(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    return this.halt('End', id, body, asker);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    return this.halt('Cancel', id, body, asker);
  }

  @Post(':id/corrections')
  @HttpCode(200)
  async correct(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<CampaignView> {
    const { correction, why, template, values, ...which } = parseWith(correctionOrder, body);
    const reason = whyNotWrittenWith(template, await this.ports.findTemplate(template), values ?? {});
    if (reason !== undefined) {
      throw new Problematic(400, 'campaign.template', `template: ${reason}`, {
        errors: [{ path: 'template', reason }],
      });
    }
    const command = { type: 'Correct', correction, why, template, values, corrected: which, by: asker.id } as const;
    return this.tell(id, command, asker);
  }

  @Post(':id/dry-run')
  @HttpCode(200)
  async dryRun(@Param('id') id: string, @Body() body: unknown): Promise<DryRunAnswer> {
    const campaign = await this.existing(id);
    const order = parseWith(dryRunOrder, body ?? {});
    const version = order.version ?? campaign.state.versions;
    const definition = campaign.definitions.get(version);
    if (!definition) throw new Problematic(400, 'campaign.version', `version: ${id} has no version ${version}`);
    return playCampaign(this.ports, campaign, definition, order);
  }

  private halt(type: Halt['type'], id: string, body: unknown, asker: Asker): Promise<CampaignView> {
    return this.tell(id, { type, ...parseWith(campaignWhy, body), by: asker.id }, asker);
  }

  private async tell(id: string, command: CampaignCommand, { id: actor }: Asker): Promise<CampaignView> {
    if (command.type !== 'Draft') await this.existing(id);
    await this.commands.execute(new ForCampaign(id, command, { causation: newId(), correlation: newId(), actor }));
    return viewOfCampaign(this.ports, await this.existing(id));
  }

  private async existing(id: string): Promise<Campaign> {
    const campaign = await readCampaign(this.ports, id);
    if (!campaign) throw new Problematic(404, 'campaign.missing', `No campaign has the id ${id}`);
    return campaign;
  }
}
