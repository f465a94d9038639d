import { askerOf, type Key, keyIdIn, type KeyStore, refuseScopesBeyond, secretOf } from '@laurel/access-domain';
import { type Asker, type Scope } from '@laurel/contracts';
import { type Clock } from '@laurel/kernel';
import { type Authenticator } from '@laurel/platform';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Revoked here, a key is refused at once; revoked by another process, within this time. */
const REMEMBERED_MS = 5_000;
/** Who made the first key. */
export const OWNER = 'owner';

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export interface MadeKey {
  readonly key: Key;
  /** Shown once. */
  readonly secret: string;
}

/**
 * Makes, checks and revokes keys. A secret is 256 random bits, so a fast hash is right: there is no dictionary to try,
 * unlike with a password, and a slow one would only make every request slow.
 */
export class Keyring implements Authenticator {
  private readonly remembered = new Map<string, { readonly asker: Asker; readonly until: number }>();

  constructor(
    private readonly store: KeyStore,
    private readonly clock: Clock,
  ) {}

  async authenticate(secret: string): Promise<Asker | undefined> {
    const id = keyIdIn(secret);
    if (id === undefined) return undefined;
    const digest = digestOf(secret);
    const remembered = this.remembered.get(digest.toString('base64'));
    if (remembered && remembered.until > this.clock.now().getTime()) return remembered.asker;
    const key = await this.store.find(id);
    const asker = key && timingSafeEqual(key.digest, digest) ? askerOf(key) : undefined;
    this.remember(digest, asker);
    return asker;
  }

  /** Throws Refused where the maker gives a scope that they lack. */
  async make(maker: Asker, wanted: NewKey): Promise<MadeKey> {
    refuseScopesBeyond(maker, wanted.scopes);
    return this.add(maker.id, wanted);
  }

  /** The first key, which no other key makes. */
  makeForOwner(wanted: NewKey): Promise<MadeKey> {
    return this.add(OWNER, wanted);
  }

  async revoke(id: string, by: string): Promise<Key | undefined> {
    const key = await this.store.revoke(id, { at: this.clock.now(), by });
    for (const [digest, { asker }] of this.remembered) if (asker.id === id) this.remembered.delete(digest);
    return key;
  }

  list(): Promise<readonly Key[]> {
    return this.store.list();
  }

  private async add(madeBy: string, { name, scopes }: NewKey): Promise<MadeKey> {
    const id = randomBytes(8).toString('hex');
    const secret = secretOf(id, randomBytes(32).toString('base64url'));
    const madeAt = this.clock.now();
    const key: Key = { id, name, scopes: [...new Set(scopes)], digest: digestOf(secret), madeAt, madeBy };
    await this.store.add(key);
    return { key, secret };
  }

  /** Only keys that exist are remembered, so that wrong ones cannot fill the memory. */
  private remember(digest: Buffer, asker: Asker | undefined): void {
    const name = digest.toString('base64');
    if (asker) this.remembered.set(name, { asker, until: this.clock.now().getTime() + REMEMBERED_MS });
    else this.remembered.delete(name);
  }
}

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
