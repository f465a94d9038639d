import { type Asker, sharingDraft, type SharingView } from '@laurel/contracts';
import { type SharingCommand, sharingDecider, sharingStream } from '@laurel/certification-domain';
import { type Cause, run } from '@laurel/kernel';
import { dress, Needs, newId, parseWith, Problematic, type Reply, WhoAsks } from '@laurel/platform';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { type KnownCertificate, type SharingPorts, VERIFICATION_PORTS } from '../verification/verification.deps.ts';
import { readSharing } from './read-sharing.ts';
import { sharingViewOf } from './share-links.ts';
import { readSharingToken } from './sharing-token.ts';
import { sharingPage, unknownSharingPage } from './sharing-page.ts';

type Wish = { readonly type: 'Share'; readonly withName: boolean } | { readonly type: 'TakeBack' };

/** What is public of a certificate: nothing, until its learner says so, by a portal or by the link in the mail. */
@Controller()
export class SharingController {
  constructor(@Inject(VERIFICATION_PORTS) private readonly ports: SharingPorts) {}

  @Get('v1/certificates/:id/sharing')
  @Needs('people')
  async read(@Param('id') id: string): Promise<SharingView> {
    return this.view(await this.existing(id));
  }

  @Put('v1/certificates/:id/sharing')
  @Needs('people')
  async share(@Param('id') id: string, @Body() body: unknown, @WhoAsks() asker: Asker): Promise<SharingView> {
    const { withName } = parseWith(sharingDraft, body ?? {});
    return this.decide(await this.existing(id), { type: 'Share', withName }, causedBy(asker));
  }

  @Delete('v1/certificates/:id/sharing')
  @Needs('people')
  async takeBack(@Param('id') id: string, @WhoAsks() asker: Asker): Promise<SharingView> {
    return this.decide(await this.existing(id), { type: 'TakeBack' }, causedBy(asker));
  }

  /** A GET changes nothing: programs open every link of a mail. */
  @Get('sharing/:token')
  @Needs('public')
  async choose(@Param('token') token: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const known = await this.followed(token, reply);
    return known ? sharingPage(known.title, await this.view(known), false) : unknownSharingPage();
  }

  @Post('sharing/:token')
  @HttpCode(200)
  @Needs('public')
  async chosen(
    @Param('token') token: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const known = await this.followed(token, reply);
    if (!known) return unknownSharingPage();
    const choice: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'shows') : undefined;
    const wish = WISHES[String(choice)];
    if (!wish) throw new Problematic(400, 'sharing.choice', 'shows: nothing, certificate or name');
    const cause = { causation: `link-of-${known.certificate}`, correlation: known.certificate };
    return sharingPage(known.title, await this.decide(known, wish, cause), true);
  }

  private async followed(token: string, reply: Reply): Promise<KnownCertificate | undefined> {
    dress(reply);
    const id = readSharingToken(this.ports, token);
    const known = id === undefined ? undefined : await this.ports.findCertificate(id);
    if (!known) reply.code(404);
    return known;
  }

  private async decide(known: KnownCertificate, wish: Wish, cause: Cause): Promise<SharingView> {
    const { certificate, learner } = known;
    const command: SharingCommand = { ...wish, certificate, learner };
    await run(this.ports.store, sharingDecider, { stream: sharingStream(certificate), command, cause });
    return this.view(known);
  }

  private async view(known: KnownCertificate): Promise<SharingView> {
    return sharingViewOf(this.ports, known, await readSharing(this.ports.store, known.certificate));
  }

  private async existing(id: string): Promise<KnownCertificate> {
    const known = await this.ports.findCertificate(id);
    if (known) return known;
    throw new Problematic(404, 'certificate.missing', `No certificate has the id ${id}`);
  }
}

const WISHES: Readonly<Record<string, Wish>> = {
  nothing: { type: 'TakeBack' },
  certificate: { type: 'Share', withName: false },
  name: { type: 'Share', withName: true },
};

const causedBy = (asker: Asker): Cause => ({ causation: newId(), correlation: newId(), actor: asker.id });
