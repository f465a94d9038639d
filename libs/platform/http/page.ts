import { escapedForMarkup as escaped } from './markup.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2a24; --quiet: #55645c; --fill: #2f6f4f; --ground: #f3f6f4; --sheet: #fff; --link: #2f6f4f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8efeb; --quiet: #a9b8b0; --ground: #121815; --sheet: #1c2521; --link: #8fd0ad; }
}
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
main { max-width: 40rem; margin: 2rem auto; padding: 2rem; background: var(--sheet); border-top: 4px solid var(--fill); }
h1 { margin-top: 0; line-height: 1.2; overflow-wrap: anywhere; }
p { overflow-wrap: anywhere; }
a { color: var(--link); }
.do { display: inline-block; padding: .7rem 1.4rem; border-radius: 6px; background: var(--fill); color: #fff; font-weight: 600; text-decoration: none; }
.do:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.do, button { cursor: pointer; }
form { margin: 0 0 1rem; }
fieldset { border: 1px solid var(--quiet); border-radius: 6px; margin: 0 0 1.25rem; padding: .75rem 1rem; }
label { display: block; padding: .35rem 0; }
button { font: inherit; padding: .6rem 1.2rem; border: 2px solid var(--fill); border-radius: 6px; background: var(--sheet); color: inherit; }
button.do { background: var(--fill); color: #fff; }
button:focus-visible, input:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.quiet { color: var(--quiet); font-size: .9rem; }
@media (max-width: 44rem) { main { margin: 0; padding: 1.25rem; } }
@media print { .do::after { content: " (" attr(href) ")"; } }`;

/** A page of words that looks like the others which people reach from outside. `head` is markup; nothing in the page runs. */
export const page = (language: string, title: string, body: string, head = ''): string =>
  `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
${head}<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
