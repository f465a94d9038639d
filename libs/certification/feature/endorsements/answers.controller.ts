import { type ReceivedVerdict } from '@laurel/contracts';
import { endorsementDecider, endorsementStream } from '@laurel/certification-domain';
import { run } from '@laurel/kernel';
import { Needs, Problematic, type Reply } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { readSharing } from '../sharing/read-sharing.ts';
import { type KeptEndorsement, readEndorsement } from './endorsement-book.ts';
import { ENDORSEMENT_PORTS, type EndorsementPorts } from './endorsements.deps.ts';
import { verifyAsAnswer } from './show-endorsement.ts';

const MOST_CHARACTERS = 1_000_000;

/** Where a body sends what it signed, and where anybody reads it. Without a key: only what the body signed is taken. */
@Controller('endorsements')
@Needs('public')
export class AnswersController {
  constructor(@Inject(ENDORSEMENT_PORTS) private readonly ports: EndorsementPorts) {}

  @Post(':id')
  @HttpCode(200)
  async take(@Param('id') id: string, @Body() body: unknown): Promise<ReceivedVerdict> {
    const kept = await this.existing(id);
    const document = documentIn(body);
    const { verification, judged } = await verifyAsAnswer(
      { ...this.ports, verify: this.ports.verifyAnew },
      kept,
      document,
    );
    const signer = verification.credential?.issuer.id;
    const command = { type: 'Receive', document, signer, judged, now: this.ports.clock.now() } as const;
    const cause = { causation: `answer-to-${id}`, correlation: id };
    await run(this.ports.store, endorsementDecider, { stream: endorsementStream(id), command, cause });
    const after = await this.existing(id);
    return { taken: after.state.document === document, verdict: judged.verdict, because: [...judged.because] };
  }

  @Get(':id')
  async read(@Param('id') id: string, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const { state } = await this.existing(id);
    const { document, closed, invited } = state;
    const isShown =
      invited.endorses.kind !== 'certificate' ||
      (await readSharing(this.ports.store, invited.endorses.certificate)).isPublic;
    if (document === undefined || closed || !isShown) throw missing(id);
    const type = document.startsWith('{') ? 'application/vc' : 'application/vc+jwt';
    reply.header('content-type', type).header('cache-control', 'no-store').header('access-control-allow-origin', '*');
    return document;
  }

  private async existing(id: string): Promise<KeptEndorsement> {
    const kept = await readEndorsement(this.ports.store, id);
    if (!kept) throw missing(id);
    return kept;
  }
}

/** JSON that was parsed on the way is written again: its meaning is what is signed. */
const documentIn = (body: unknown): string => {
  const text =
    typeof body === 'string'
      ? body
      : body instanceof Uint8Array
        ? new TextDecoder().decode(body)
        : JSON.stringify(body ?? '');
  if (text.trim() === '' || text.trim() === '""') {
    throw new Problematic(400, 'endorsement.empty', 'Send the signed endorsement as the body');
  }
  if (text.length > MOST_CHARACTERS) throw new Problematic(413, 'endorsement.large', 'It is larger than a megabyte');
  return text.trim();
};

const missing = (id: string): Problematic =>
  new Problematic(404, 'endorsement.missing', `No endorsement has the id ${id}`);
