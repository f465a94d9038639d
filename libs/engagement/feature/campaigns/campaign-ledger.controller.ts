import {
  type Asker,
  calendarQuery,
  type CampaignCalendar,
  campaignLedgerQuery,
  campaignWhy,
  CSV,
  type PersonLedger,
  type SendingView,
} from '@laurel/contracts';
import { type SendingCommand } from '@laurel/engagement-domain';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Readable } from 'node:stream';
import { readCalendar } from './calendar.query.ts';
import { readCampaign } from './campaign-book.ts';
import { ForSending } from './campaign.handler.ts';
import { CAMPAIGN_PORTS, type CampaignPorts } from './campaigns.deps.ts';
import { readSending } from './engagement-gate.ts';
import { campaignLedgerCsv, readCampaignLedger, readPersonLedger } from './ledger.query.ts';

@Controller('v1')
@Needs('engage')
export class CampaignLedgerController {
  constructor(
    @Inject(CAMPAIGN_PORTS) private readonly ports: CampaignPorts,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get('campaigns/:id/ledger')
  async ledger(@Param('id') id: string, @Query() query: unknown, @Headers('accept') accept = ''): Promise<object> {
    if (!(await readCampaign(this.ports, id))) {
      throw new Problematic(404, 'campaign.missing', `No campaign has the id ${id}`);
    }
    await this.ports.journeys.catchUp();
    if (!accept.includes(CSV)) return readCampaignLedger(this.ports, id, parseWith(campaignLedgerQuery, query));
    return new StreamableFile(Readable.from(campaignLedgerCsv(this.ports, id)), { type: `${CSV}; charset=utf-8` });
  }

  @Get('learners/:id/ledger')
  person(@Param('id') id: string): Promise<PersonLedger> {
    return readPersonLedger(this.ports, id);
  }

  @Get('campaign-calendar')
  calendar(@Query() query: unknown): Promise<CampaignCalendar> {
    return readCalendar(this.ports, parseWith(calendarQuery, query));
  }

  @Get('sending')
  async sending(): Promise<SendingView> {
    const stopped = await readSending(this.ports);
    return { stopped: stopped !== undefined, by: stopped?.by ?? null, why: stopped?.why ?? null };
  }

  @Post('sending/stop')
  @HttpCode(200)
  stop(@Body() body: unknown, @WhoAsks() asker: Asker): Promise<SendingView> {
    return this.tell({ type: 'Stop', ...parseWith(campaignWhy, body), by: asker.id }, asker);
  }

  @Post('sending/allow')
  @HttpCode(200)
  allow(@WhoAsks() asker: Asker): Promise<SendingView> {
    return this.tell({ type: 'Allow', by: asker.id }, asker);
  }

  private async tell(command: SendingCommand, { id: actor }: Asker): Promise<SendingView> {
    await this.commands.execute(new ForSending(command, { causation: newId(), correlation: newId(), actor }));
    return this.sending();
  }
}
