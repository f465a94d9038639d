import { AnnouncementFollowed, OWN_CHANNELS, PDF, posterQuery } from '@laurel/contracts';
import { actionLink, followLink, pageLink } from '@laurel/communications-domain';
import { Needs, parseWith, Problematic } from '@laurel/platform';
import { Controller, Get, Header, Headers, Inject, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { type KeptAnnouncement, readAnnouncement, readAnnouncements } from './announcement-book.ts';
import { missingPage, pageOf, withdrawnPage } from './announcement-page.ts';
import { ANNOUNCEMENT_PORTS, type AnnouncementPorts } from './announcements.deps.ts';
import { atomFeed, jsonFeed } from './feeds.ts';
import { looksLikeProgram } from './looks-like-program.ts';

interface Reply {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
}

const IN_FEED = 50;
/** Feed readers and proxies ask again after five minutes at the soonest. */
const FOR_A_WHILE = 'public, max-age=300';
/** A page of words: it runs nothing and asks nobody. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What everybody reads who reaches this server. It names nobody. */
@Controller('announcements')
@Needs('public')
export class PublicAnnouncementsController {
  constructor(@Inject(ANNOUNCEMENT_PORTS) private readonly ports: AnnouncementPorts) {}

  @Get('feed.atom')
  @Header('content-type', 'application/atom+xml; charset=utf-8')
  @Header('cache-control', FOR_A_WHILE)
  async atom(): Promise<string> {
    return atomFeed(await this.inFeed(), this.ports.publicUrl, this.ports.clock.now());
  }

  @Get('feed.json')
  @Header('content-type', 'application/feed+json; charset=utf-8')
  @Header('cache-control', FOR_A_WHILE)
  async json(): Promise<object> {
    return jsonFeed(await this.inFeed(), this.ports.publicUrl);
  }

  @Get(':id')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  @Header('x-content-type-options', 'nosniff')
  async page(@Param('id') id: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const kept = await readAnnouncement(this.ports.store, id);
    if (kept?.is === 'published') return pageOf(kept, this.ports.publicUrl);
    reply.code(kept ? 410 : 404);
    return kept ? withdrawnPage(kept) : missingPage();
  }

  @Get(':id/poster.pdf')
  async poster(@Param('id') id: string, @Query() query: unknown): Promise<StreamableFile> {
    const { size } = parseWith(posterQuery, query);
    const kept = await this.find(id);
    if (kept.is === 'withdrawn') throw new Problematic(410, 'announcement.withdrawn', 'This announcement is withdrawn');
    const { content, changedAt } = kept;
    const link = followLink(this.ports.publicUrl, id, 'poster');
    const pdf = await this.ports.renderPoster({ content, link, size, at: changedAt });
    return new StreamableFile(pdf, { type: PDF, disposition: `inline; filename="${id}-${size}.pdf"` });
  }

  @Get(':id/go/:channel')
  @Header('cache-control', 'no-store')
  async go(
    @Param() { id = '', channel = '' }: Readonly<Record<string, string>>,
    @Headers('user-agent') agent: string | undefined,
    @Req() { method }: { readonly method: string },
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<void> {
    const kept = await this.find(id);
    if (!OWN_CHANNELS.some((one) => one === channel) && !kept.posts.has(channel)) {
      throw new Problematic(404, 'announcement.channel', 'This announcement does not go there');
    }
    const isProgram = method === 'HEAD' || looksLikeProgram(agent);
    const event = AnnouncementFollowed.of({ announcement: id, channel, isProgram });
    const follow = this.ports.newId();
    await this.ports.store.append(`followed-${follow}`, 0, [event], { causation: follow, correlation: id });
    const onwards =
      kept.is === 'withdrawn' ? pageLink(this.ports.publicUrl, id) : actionLink(id, kept.content, channel);
    reply.code(302).header('location', onwards);
  }

  private async inFeed(): Promise<readonly KeptAnnouncement[]> {
    return (await readAnnouncements(this.ports, IN_FEED)).filter(({ is }) => is === 'published');
  }

  private async find(id: string): Promise<KeptAnnouncement> {
    const kept = await readAnnouncement(this.ports.store, id);
    if (!kept) throw new Problematic(404, 'announcement.missing', 'There is no such announcement');
    return kept;
  }
}
