/** What a template may speak of. */
export interface Variables {
  readonly name: string;
  readonly course: string;
  readonly because: readonly string[];
  readonly publicUrl: string;
}

export interface Letter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** Words only: how they look as text and as HTML is the same for every letter. */
export type Template = (variables: Variables) => Letter;

export const asText = ({ paragraphs }: Letter): string => `${paragraphs.join('\n\n')}\n`;

export const asHtml = ({ subject, paragraphs }: Letter): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>` +
  `<body style="font: 16px/1.5 sans-serif; max-width: 36em">` +
  `${paragraphs.map((one) => `<p>${escaped(one)}</p>`).join('')}</body></html>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
