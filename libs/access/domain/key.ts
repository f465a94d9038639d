import { type Asker, type Scope } from '@laurel/contracts';
import { Refused } from '@laurel/kernel';

/** A key as it is kept: what it may do, and the SHA-256 of its secret; the secret itself is kept nowhere. */
export interface Key {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly digest: Uint8Array;
  readonly madeAt: Date;
  /** Id of the key that made it, or `owner`. */
  readonly madeBy: string;
  readonly revoked?: { readonly at: Date; readonly by: string };
}

/** What somebody sees and may do who holds the key; nobody holds a revoked one. */
export const askerOf = ({ id, scopes, revoked }: Key): Asker | undefined =>
  revoked ? undefined : { id, scopes: new Set(scopes), sees: 'everyone' };

/** Nobody gives what they lack: else a key that may only make keys could do everything. */
export const refuseScopesBeyond = (maker: Asker, wanted: readonly Scope[]): void => {
  const lacking = wanted.filter((scope) => !maker.scopes.has(scope));
  if (lacking.length > 0) throw new Refused('key.beyond', `Your own key lacks the scope ${lacking.join(', ')}`);
};

/** `lrl_<id>_<random>`: the prefix lets scanners of leaked secrets find it, the id lets us find the key. */
const SECRET = /^lrl_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

/** @param random 32 random bytes as base64url */
export const secretOf = (id: string, random: string): string => `lrl_${id}_${random}`;

/** The id inside a secret, or undefined where it is no secret of ours. */
export const keyIdIn = (secret: string): string | undefined => SECRET.exec(secret)?.[1];
