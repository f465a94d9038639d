import { type Asker, type Scope } from '@laurel/contracts';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problematic } from './http/problematic.ts';

/** Answers who holds a key; undefined when nobody does or the key was revoked. */
export interface Authenticator {
  authenticate(secret: string): Promise<Asker | undefined>;
}
export const AUTHENTICATOR = Symbol('Authenticator');

/** The cookie that the pages sign in with: it holds a key, HttpOnly and SameSite=Strict. */
export const SESSION_COOKIE = 'laurel_key';

const NEEDS = 'laurel:needs';
/** What a caller of this address must hold. An address without it answers nobody. */
export const Needs = (scope: Scope | 'public' | 'any') => SetMetadata(NEEDS, scope);

interface AskingRequest {
  headers: Record<string, string | string[] | undefined>;
  asker?: Asker;
}

/** The Asker of this request, put there by the guard. */
export const WhoAsks = createParamDecorator((_: unknown, context: ExecutionContext): Asker => {
  const { asker } = context.switchToHttp().getRequest<AskingRequest>();
  if (!asker) throw new Error('an address that needs no key has no Asker');
  return asker;
});

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AUTHENTICATOR) private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needs = this.reflector.getAllAndOverride<Scope | 'public' | 'any' | undefined>(NEEDS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (needs === 'public') return true;
    const request = context.switchToHttp().getRequest<AskingRequest>();
    const secret = secretOf(request.headers);
    if (!secret) throw new Problematic(401, 'key.missing', 'Send a key: Authorization: Bearer <key>');
    const asker = await this.authenticator.authenticate(secret);
    if (!asker) throw new Problematic(401, 'key.unknown', 'This key is not known, or was revoked');
    if (needs === undefined) throw new Error('this address does not say what it needs');
    if (needs !== 'any' && !asker.scopes.has(needs)) {
      throw new Problematic(403, 'key.scope', `This key lacks the scope "${needs}"`);
    }
    request.asker = asker;
    return true;
  }
}

const secretOf = (headers: AskingRequest['headers']): string | undefined => {
  const bearer = /^Bearer +(\S+)$/i.exec(String(headers['authorization'] ?? ''))?.[1];
  if (bearer) return bearer;
  const cookies = String(headers['cookie'] ?? '').split(/; */);
  return cookies.find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`))?.slice(SESSION_COOKIE.length + 1);
};
