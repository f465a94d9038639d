import { type PublicDocument } from '@laurel/certification-domain';
import { Needs, Problematic, type Reply } from '@laurel/platform';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { VERIFICATION_PORTS, type VerificationPorts } from './verification.deps.ts';

/** A status list may be kept as long as it says itself; a revocation is seen by everybody after that. */
const STATUS_SECONDS = 300;
/** Keys and descriptions change seldom; a new key signs only after the old lists are gone from all caches. */
const OTHER_SECONDS = 3_600;

/** What verifiers fetch. Nothing in it is about a person. */
@Controller()
@Needs('public')
export class PublicDocumentsController {
  constructor(@Inject(VERIFICATION_PORTS) private readonly ports: Pick<VerificationPorts, 'readPublic'>) {}

  @Get('issuer')
  issuer(@Res({ passthrough: true }) reply: Reply): Promise<string> {
    return this.answer({ is: 'issuer' }, 'application/ld+json', reply);
  }

  /** did:web with a path looks for the one, without a path for the other. */
  @Get(['.well-known/did.json', 'did.json'])
  did(@Res({ passthrough: true }) reply: Reply): Promise<string> {
    return this.answer({ is: 'didDocument' }, 'application/did+json', reply);
  }

  @Get('.well-known/jwks.json')
  jwks(@Res({ passthrough: true }) reply: Reply): Promise<string> {
    return this.answer({ is: 'jwks' }, 'application/jwk-set+json', reply);
  }

  @Get('programmes/:id/:version')
  achievement(
    @Param('id') programme: string,
    @Param('version') version: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const which = /^[1-9]\d{0,8}$/.test(version) ? Number(version) : undefined;
    if (which === undefined) throw nothing();
    return this.answer({ is: 'achievement', programme, version: which }, 'application/ld+json', reply);
  }

  @Get('status/:list/:purpose')
  status(
    @Param('list') list: string,
    @Param('purpose') purpose: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    if (purpose !== 'revocation' && purpose !== 'suspension') throw nothing();
    return this.answer({ is: 'status', list, purpose }, 'application/vc', reply);
  }

  private async answer(document: PublicDocument, type: string, reply: Reply): Promise<string> {
    const text = await this.ports.readPublic(document);
    if (text === undefined) throw nothing();
    const seconds = document.is === 'status' ? STATUS_SECONDS : OTHER_SECONDS;
    // Verifiers run in browsers too, on pages of others.
    reply
      .header('content-type', type)
      .header('cache-control', `public, max-age=${seconds}`)
      .header('access-control-allow-origin', '*');
    return text;
  }
}

const nothing = (): Problematic => new Problematic(404, 'document.missing', 'There is nothing of this name');
