import {
  announcementCorrection,
  type AnnouncementList,
  announcementPostAgain,
  type AnnouncementView,
  announcementWithdrawal,
  type Asker,
  newAnnouncement,
} from '@laurel/contracts';
import { type AnnouncementCommand } from '@laurel/communications-domain';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { headOf, readAnnouncement, readAnnouncements, viewOf } from './announcement-book.ts';
import { ForAnnouncement } from './announcement.handler.ts';
import { ANNOUNCEMENT_PORTS, type AnnouncementPorts } from './announcements.deps.ts';

@Controller('v1/announcements')
@Needs('engage')
export class AnnouncementsController {
  constructor(
    @Inject(ANNOUNCEMENT_PORTS) private readonly ports: AnnouncementPorts,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  async list(): Promise<AnnouncementList> {
    const all = await readAnnouncements(this.ports, Infinity);
    return { announcements: all.map(headOf), channels: [...this.ports.channels.keys()] };
  }

  @Post()
  async publish(@Body() body: unknown, @WhoAsks() asker: Asker): Promise<AnnouncementView> {
    const { id, content, channels } = parseWith(newAnnouncement, body);
    channels.forEach((channel, at) => this.mustBeSetUp(channel, `channels.${at}`));
    return this.tell({ type: 'Publish', announcement: id, content, channels }, asker);
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<AnnouncementView> {
    const kept = await readAnnouncement(this.ports.store, id);
    if (!kept) throw new Problematic(404, 'announcement.missing', 'There is no such announcement');
    return viewOf(this.ports, kept);
  }

  @Post(':id/correct')
  @HttpCode(200)
  async correct(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<AnnouncementView> {
    const { content, what } = parseWith(announcementCorrection, body);
    await this.read(id);
    return this.tell({ type: 'Correct', announcement: id, content, what }, asker);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  async withdraw(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<AnnouncementView> {
    const { why } = parseWith(announcementWithdrawal, body);
    await this.read(id);
    return this.tell({ type: 'Withdraw', announcement: id, why }, asker);
  }

  @Post(':id/post-again')
  @HttpCode(200)
  async postAgain(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<AnnouncementView> {
    const { channel } = parseWith(announcementPostAgain, body);
    await this.read(id);
    return this.tell({ type: 'DemandPost', announcement: id, channel }, asker);
  }

  private mustBeSetUp(channel: string, path: string): void {
    const { channels } = this.ports;
    if (channels.has(channel)) return;
    const known =
      channels.size === 0 ? 'none is set up (LAUREL_CHAT_WEBHOOKS)' : `there are ${[...channels.keys()].join(', ')}`;
    const reason = `no chat channel is called ${channel}: ${known}`;
    throw new Problematic(400, 'announcement.channel', `${path}: ${reason}`, { errors: [{ path, reason }] });
  }

  private async tell(command: AnnouncementCommand, asker: Asker): Promise<AnnouncementView> {
    const cause = { causation: newId(), correlation: newId(), actor: asker.id };
    await this.commands.execute(new ForAnnouncement(command, cause));
    return this.read(command.announcement);
  }
}
