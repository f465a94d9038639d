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

type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

interface AskingRequest {
  method: string;
  headers: RequestHeaders;
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
    const secret = bearerOf(request.headers) ?? cookieOf(request);
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

const bearerOf = (headers: RequestHeaders): string | undefined =>
  /^Bearer +(\S+)$/i.exec(String(headers['authorization'] ?? ''))?.[1];

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A browser sends the cookie by itself, so what changes something must come from our own pages. */
const cookieOf = ({ method, headers }: AskingRequest): string | undefined => {
  const cookies = String(headers['cookie'] ?? '').split(/; */);
  const key = cookies.find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`))?.slice(SESSION_COOKIE.length + 1);
  if (key && !SAFE_METHODS.has(method)) refuseCrossSite(headers);
  return key;
};

/** Throws 403 unless the request comes from a page of this very site, or from no page at all. */
export const refuseCrossSite = (headers: RequestHeaders): void => {
  const { 'sec-fetch-site': site, origin, host } = headers;
  // Browsers say where a request comes from, or at least the origin of one that changes something; programs say neither.
  const isOurs = site === undefined ? origin === undefined || hostOf(String(origin)) === host : site === 'same-origin';
  if (!isOurs) throw new Problematic(403, 'request.cross-site', 'This request was made by a page of another site');
};

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);
