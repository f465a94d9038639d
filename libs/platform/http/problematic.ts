/** A "no" at the HTTP edge, answered as problem+json. Thrown by controllers only. */
export class Problematic extends Error {
  override readonly name = 'Problematic';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly more: {
      readonly errors?: readonly { path: string; reason: string }[];
      readonly retryAfterSeconds?: number;
      readonly [extension: string]: unknown;
    } = {},
  ) {
    super(detail);
  }
}
