/** Where something stands in a text, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export const placeOf = (text: string, index: number): Place => {
  const before = text.slice(0, index);
  return { line: before.split('\n').length, column: index - before.lastIndexOf('\n') };
};

/** Something wrong at a place of one part of a template; `at` is undefined where the whole part is meant. */
export interface Finding {
  readonly code: string;
  readonly reason: string;
  readonly at?: Place | undefined;
}

/** Every match of a pattern, as a finding where it stands. */
export const findingsOf = (
  text: string,
  pattern: RegExp,
  finding: (found: string) => { code: string; reason: string },
): readonly Finding[] =>
  [...text.matchAll(pattern)].map((match) => ({ ...finding(match[0]), at: placeOf(text, match.index) }));
