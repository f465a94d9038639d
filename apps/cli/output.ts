/** What a command answers: words for people, or the same as JSON with `--json`. On stdout, progress is on stderr. */
export interface Output {
  readonly json: boolean;
  /** The answer: `words` are written unless JSON is wanted. */
  answer(data: unknown, words: string): void;
}

export const outputTo = (out: { write(text: string): unknown }, json: boolean): Output => ({
  json,
  answer: (data, words) =>
    void out.write(json ? `${JSON.stringify(data, null, 2)}\n` : words === '' ? '' : `${words}\n`),
});

/** Columns side by side; control characters in what others told are shown, not obeyed. */
export const table = (header: readonly string[], rows: readonly (readonly unknown[])[]): string => {
  const cells = [header, ...rows].map((row) => row.map((cell) => visible(String(cell ?? ''))));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

export const visible = (text: string): string =>
  text.replace(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
