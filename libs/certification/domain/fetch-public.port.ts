export interface FetchLimits {
  readonly mostBytes: number;
  readonly timeoutMs: number;
}

export interface Fetched {
  /** Where it was found in the end, after redirects. */
  readonly url: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** Why nothing was fetched, for a person. */
export interface NotFetched {
  readonly refused: string;
}

/**
 * Fetches what an outsider named. Only https, only public addresses (also after each redirect and each look-up of the name),
 * no more bytes, redirects or time than the limits say. An answer of another kind than 200 is not fetched.
 */
export type FetchPublic = (url: string, limits: FetchLimits) => Promise<Fetched | NotFetched>;
