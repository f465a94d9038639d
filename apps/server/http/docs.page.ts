import { type Route, routes } from '@laurel/contracts';
import { z } from 'zod';

/** The HTTP interface for people: one page without a script, made of the same routes as the OpenAPI document. */
export const docsPage = (): string => {
  const tags = [...new Set(routes.map(({ tag }) => tag))];
  const contents = tags.map((tag) => `<li><a href="#${escaped(tag)}">${escaped(tag)}</a></li>`).join('');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>HTTP interface – Laurel</title><style>${STYLE}</style></head>
<body>
<main>
<h1>The HTTP interface of Laurel</h1>
<p>Show a key with each request: <code>Authorization: Bearer &lt;key&gt;</code>. <code>laurel keys create</code> makes one;
the scope that it must have stands beside each address. For programs: <a href="/v1/openapi.json">OpenAPI 3.1</a>.</p>
<nav aria-label="Parts"><ul>${contents}</ul></nav>
${tags.map(section).join('\n')}
</main>
</body>
</html>
`;
};

const section = (tag: string): string =>
  `<section id="${escaped(tag)}"><h2>${escaped(tag)}</h2>
${routes
  .filter((route) => route.tag === tag)
  .map(operation)
  .join('\n')}</section>`;

const NEEDS = { public: 'no key', any: 'any key' };

const operation = (route: Route): string => {
  const needs = route.scope === 'public' || route.scope === 'any' ? NEEDS[route.scope] : `scope ${route.scope}`;
  return `<article id="${escaped(route.name)}"><h3>${escaped(route.summary)}</h3>
<p><code><b>${route.method.toUpperCase()}</b> ${escaped(route.path)}</code> · ${escaped(needs)}</p>
${route.description ? `<p>${escaped(route.description)}</p>` : ''}
${schemas('In the address', route.params ? { path: route.params } : {}, 'input')}
${schemas('Behind the question mark', route.query ? { query: route.query } : {}, 'input')}
${schemas('Send', route.body ?? {}, 'input')}
${Object.entries(route.answers)
  .map(([status, { description, content }]) => schemas(`${status}: ${description}`, content ?? {}, 'output'))
  .join('\n')}</article>`;
};

const schemas = (title: string, content: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output'): string => {
  const entries = Object.entries(content);
  if (entries.length === 0) return /^\d/.test(title) ? `<p>${escaped(title)}</p>` : '';
  const shown = entries.map(([type, schema]) => {
    const json = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), withoutDialect, 2);
    return `<h4>${escaped(type)}</h4><pre tabindex="0">${escaped(json)}</pre>`;
  });
  return `<details><summary>${escaped(title)}</summary>${shown.join('')}</details>`;
};

const withoutDialect = (key: string, value: unknown): unknown => (key === '$schema' ? undefined : value);

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0}main{max-width:56rem;margin:auto;padding:1.5rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
article{border-top:1px solid #8886;padding:.25rem 0 1rem}h2{margin-top:2.5rem}h3{margin-bottom:0}h4{margin:.5rem 0}
pre{overflow:auto;max-height:30rem;padding:.75rem;border:1px solid #8886;border-radius:.25rem;font-size:.85rem}
summary{cursor:pointer}a,summary{text-underline-offset:.15em}`;
