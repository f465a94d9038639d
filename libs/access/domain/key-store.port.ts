import { type Key } from './key.ts';

/** Keeps keys, revoked ones too: history names them. Durable when it resolves. */
export interface KeyStore {
  add(key: Key): Promise<void>;
  find(id: string): Promise<Key | undefined>;
  /** Newest first. */
  list(): Promise<readonly Key[]>;
  /** Revoking again changes nothing. Answers the key, or undefined where there is none. */
  revoke(id: string, revoked: NonNullable<Key['revoked']>): Promise<Key | undefined>;
}
