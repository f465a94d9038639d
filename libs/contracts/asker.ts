/** What a key may do. `owner.key` may do all of it. */
export const scopes = [
  'ingest',
  'backfill',
  'ask',
  'operate',
  'engage',
  'people',
  'certify',
  'sign-off',
  'keys',
] as const;
export type Scope = (typeof scopes)[number];

/**
 * Who asks, and what they may see. Every question takes one, and its limits are compiled into the query; today there
 * is only the owner's sight, so `sees` has one value, and a second one makes the compiler list every place to change.
 */
export interface Asker {
  /** Id of the key, never a name. */
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly sees: 'everyone';
}
