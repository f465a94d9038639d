/** Their bug: an event that cannot be read. It goes to the dead letters with its reason and never stops a partition. */
export class BadEvent extends Error {
  override readonly name = 'BadEvent';
  /**
   * @param code stable, for programs (`event.schema`)
   * @param reason for people: what is wrong and what would be right
   * @param field path of the field inside the event, where one is to blame (`data.score.max`)
   */
  constructor(
    readonly code: BadEventCode,
    readonly reason: string,
    readonly field?: string,
  ) {
    super(`${code}${field ? ` at ${field}` : ''}: ${reason}`);
  }
}

export type BadEventCode =
  | 'event.encoding' // not UTF-8, or text that no store can keep (NUL, lone surrogates)
  | 'event.json' // not JSON, or not an object
  | 'event.envelope' // a CloudEvents attribute is missing or wrong
  | 'event.time' // outside 1970 to ten years after now
  | 'event.type' // nobody here knows this type
  | 'event.version' // written by newer code than this
  | 'event.schema' // data does not fit the type
  | 'event.size' // larger than the log takes
  | 'event.scope' // the key may not say this
  | 'event.conflict' // same identity, other content
  | 'event.row'; // a row of a foreign file that no event could be made of
