/**
 * A mail for an iframe: beside the sandbox (no script, no form, no origin) its own policy lets it fetch nothing, so that
 * reading it here tells nobody, and counts as nobody's opening it. Mail is written for white paper, also at night.
 */
export const enclosed = (html: string): string =>
  '<!doctype html><meta charset="utf-8">' +
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">` +
  '<style>:root{color-scheme:light;background:#fff}</style>' +
  html;
