import {
  type Asker,
  bodyDraft,
  type BodyView,
  closing,
  type EndorsementHistory,
  type EndorsementInvitation,
  type EndorsementView,
  invitationDraft,
} from '@laurel/contracts';
import {
  bodyDecider,
  bodyStream,
  type EndorsementCommand,
  endorsementDecider,
  endorsementStream,
} from '@laurel/certification-domain';
import { run } from '@laurel/kernel';
import { Needs, newId, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { bodyViewOf, readBodies, readBody } from './body-book.ts';
import { type KeptEndorsement, readEndorsement, readEndorsements } from './endorsement-book.ts';
import { endorsementHistoryOf } from './endorsement-history.ts';
import { ENDORSEMENT_PORTS, type EndorsementPorts } from './endorsements.deps.ts';
import { dossierOf, invitationOf, subjectOf } from './invite.ts';
import { lookAtEndorsement } from './look-at-endorsements.ts';
import { showEndorsement } from './show-endorsement.ts';

const causedBy = (asker: Asker) => ({ causation: newId(), correlation: newId(), actor: asker.id });

@Controller('v1')
@Needs('engage')
export class EndorsementsController {
  constructor(@Inject(ENDORSEMENT_PORTS) private readonly ports: EndorsementPorts) {}

  @Get('bodies')
  async bodies(): Promise<{ bodies: BodyView[] }> {
    const all = [...(await readBodies(this.ports)).values()].map(bodyViewOf);
    return { bodies: all.filter((one) => one !== undefined) };
  }

  @Post('bodies')
  @HttpCode(200)
  async register(@Body() given: unknown, @WhoAsks() asker: Asker): Promise<BodyView> {
    const { id, ...said } = parseWith(bodyDraft, given);
    const { store, isOwn } = this.ports;
    const command = { type: 'Register', body: { body: id, ...said, by: asker.id }, isOwn } as const;
    await run(store, bodyDecider, { stream: bodyStream(id), command, cause: causedBy(asker) });
    return this.body(id);
  }

  @Get('endorsements')
  async list(): Promise<{ endorsements: EndorsementView[] }> {
    const all = await readEndorsements(this.ports);
    return { endorsements: await Promise.all(all.map((one) => showEndorsement(this.ports, one))) };
  }

  @Post('endorsements')
  async invite(@Body() given: unknown, @WhoAsks() asker: Asker): Promise<EndorsementView> {
    const draft = parseWith(invitationDraft, given);
    await this.body(draft.body);
    const subject = await subjectOf(this.ports, draft.endorses);
    if (!subject) throw new Problematic(404, 'endorsement.subject', `There is no such ${draft.endorses.kind}`);
    const id = this.ports.newId();
    const invitation = {
      ...{ endorsement: id, body: draft.body, endorses: draft.endorses, subject },
      dossier: await dossierOf(this.ports, draft, id),
      ...{ invitedAt: this.ports.clock.now().toISOString(), by: asker.id },
    };
    return this.decide(id, { type: 'Invite', invitation }, asker);
  }

  @Get('endorsements/:id')
  async read(@Param('id') id: string): Promise<EndorsementView> {
    return showEndorsement(this.ports, await this.existing(id));
  }

  @Get('endorsements/:id/invitation')
  async invitation(@Param('id') id: string): Promise<EndorsementInvitation> {
    return invitationOf(this.ports, await this.existing(id));
  }

  @Get('endorsements/:id/history')
  async history(@Param('id') id: string): Promise<EndorsementHistory> {
    await this.existing(id);
    return endorsementHistoryOf(await this.ports.store.read(endorsementStream(id)));
  }

  @Post('endorsements/:id/look')
  @HttpCode(200)
  async look(@Param('id') id: string, @WhoAsks() asker: Asker): Promise<EndorsementView> {
    const kept = await lookAtEndorsement(this.ports, await this.existing(id), causedBy(asker));
    return showEndorsement(this.ports, kept);
  }

  @Post('endorsements/:id/close')
  @HttpCode(200)
  async close(@Param('id') id: string, @Body() given: unknown, @WhoAsks() asker: Asker): Promise<EndorsementView> {
    const { why } = parseWith(closing, given);
    await this.existing(id);
    return this.decide(id, { type: 'Close', why, by: asker.id }, asker);
  }

  private async decide(id: string, command: EndorsementCommand, asker: Asker): Promise<EndorsementView> {
    const cause = causedBy(asker);
    await run(this.ports.store, endorsementDecider, { stream: endorsementStream(id), command, cause });
    return showEndorsement(this.ports, await this.existing(id));
  }

  private async existing(id: string): Promise<KeptEndorsement> {
    const kept = await readEndorsement(this.ports.store, id);
    if (kept) return kept;
    throw new Problematic(404, 'endorsement.missing', `No endorsement has the id ${id}`);
  }

  private async body(id: string): Promise<BodyView> {
    const view = bodyViewOf(await readBody(this.ports.store, id));
    if (view) return view;
    throw new Problematic(404, 'body.missing', `No body has the id ${id}`);
  }
}
