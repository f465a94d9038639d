/** A decider's "no": the command makes no sense in this state. Mapped once, at the HTTP edge, to problem+json. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly code: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}
