import { type Asker, type Session, signIn } from '@laurel/contracts';
import {
  AUTHENTICATOR,
  type Authenticator,
  Needs,
  parseWith,
  Problematic,
  refuseCrossSite,
  SESSION_COOKIE,
  WhoAsks,
} from '@laurel/platform';
import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';

export const SECURE_COOKIE = Symbol('SecureCookie');

const WEEK_SECONDS = 7 * 86_400;

type RequestHeaders = Record<string, string | undefined>;
interface Reply {
  header(name: string, value: string): Reply;
}

/** The pages' way in: the key goes into a cookie that no script can read and no other site can send. */
@Controller('v1/session')
export class SessionController {
  constructor(
    @Inject(AUTHENTICATOR) private readonly authenticator: Authenticator,
    @Inject(SECURE_COOKIE) private readonly secure: boolean,
  ) {}

  @Post()
  @HttpCode(200)
  @Needs('public')
  async signIn(
    @Body() body: unknown,
    @Headers() headers: RequestHeaders,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Session> {
    // Without a cookie yet there is only this check between a visitor and being signed in as somebody else.
    refuseCrossSite(headers);
    const { key } = parseWith(signIn.body['application/json'], body);
    const asker = await this.authenticator.authenticate(key);
    if (!asker) throw new Problematic(401, 'key.unknown', 'This key is not known, or was revoked');
    reply.header('set-cookie', this.cookie(key, WEEK_SECONDS)).header('cache-control', 'no-store');
    return sessionOf(asker);
  }

  @Get()
  @Needs('any')
  show(@WhoAsks() asker: Asker): Session {
    return sessionOf(asker);
  }

  @Delete()
  @HttpCode(204)
  @Needs('public')
  signOut(@Headers() headers: RequestHeaders, @Res({ passthrough: true }) reply: Reply): void {
    refuseCrossSite(headers);
    reply.header('set-cookie', this.cookie('', 0));
  }

  private cookie(value: string, seconds: number): string {
    const secure = this.secure ? '; Secure' : '';
    return `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`;
  }
}

const sessionOf = ({ id, scopes }: Asker): Session => ({ key: id, scopes: [...scopes] });
