/** The lines of a table as the server writes it (RFC 4180), the header first. */
export const csvRecords = (csv: string): readonly (readonly string[])[] =>
  // A line ends outside of quotes only: cut there, then each line at its commas.
  (csv.match(/(?:"(?:[^"]|"")*"|[^"\r\n])+/g) ?? []).map(cellsOf);

/** Every cell behind a comma, the first one too. */
const cellsOf = (line: string): readonly string[] =>
  [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
