import {
  announcementContent,
  type AnnouncementContent,
  announcementCorrection,
  type AnnouncementDraft,
  announcementId,
  type AnnouncementList,
  announcementPostAgain,
  type AnnouncementView,
  announcementWithdrawal,
  type Asker,
  newAnnouncement,
} from '@laurel/contracts';
import { type AnnouncementCommand } from '@laurel/communications-domain';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  headOf,
  readAnnouncement,
  readAnnouncements,
  readDrafts,
  readNotMade,
  readWords,
  viewOf,
} from './announcement-book.ts';
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
    const [drafts, notMade] = await Promise.all([readDrafts(this.ports), readNotMade(this.ports)]);
    return { announcements: all.map(headOf), drafts, notMade, channels: [...this.ports.channels.keys()] };
  }

  @Post()
  async publish(@Body() body: unknown, @WhoAsks() asker: Asker): Promise<AnnouncementView> {
    const { id, content: given, channels } = parseWith(newAnnouncement, body);
    const content = given ?? (await this.wordsOf(id));
    channels.forEach((channel, at) => this.mustBeSetUp(channel, `channels.${at}`));
    return this.tell({ type: 'Publish', announcement: id, content, channels }, asker);
  }

  /** Words for later: published by somebody, or by a campaign that comes to them. */
  @Put(':id/draft')
  async draft(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<AnnouncementDraft> {
    const announcement = parseWith(announcementId, id);
    const content = parseWith(announcementContent, body);
    await this.execute({ type: 'Draft', announcement, content }, asker);
    return { id: announcement, content };
  }

  @Get(':id/draft')
  async readDraft(@Param('id') id: string): Promise<AnnouncementDraft> {
    return { id, content: await this.wordsOf(id) };
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

  private async wordsOf(id: string): Promise<AnnouncementContent> {
    const words = await readWords(this.ports.store, id);
    if (!words) throw new Problematic(404, 'announcement.missing', `Nothing is drafted under ${id}`);
    return words;
  }

  private async tell(command: AnnouncementCommand, asker: Asker): Promise<AnnouncementView> {
    await this.execute(command, asker);
    return this.read(command.announcement);
  }

  private async execute(command: AnnouncementCommand, asker: Asker): Promise<void> {
    const cause = { causation: newId(), correlation: newId(), actor: asker.id };
    await this.commands.execute(new ForAnnouncement(command, cause));
  }
}
