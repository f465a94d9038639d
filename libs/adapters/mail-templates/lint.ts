import { type Finding, placeOf } from './place.ts';

/** What a mail client shows of a subject before it cuts it off, on a phone. */
export const LONGEST_SUBJECT = 60;

export interface Linted {
  readonly body: string;
  /** As written with the examples. */
  readonly letter: { readonly subject: string; readonly html: string; readonly text: string };
  readonly unsubscribe: string;
}

export interface LintFinding extends Finding {
  readonly part: 'subject' | 'body' | 'text';
}

/** What should be better about one language of a template. */
export const lintLanguage = ({ body, letter, unsubscribe }: Linted): readonly LintFinding[] => [
  ...lintSubject(letter.subject),
  ...images(body),
  ...links(body, letter.html),
  ...(letter.html.includes(unsubscribe) ? [] : [noUnsubscribe('body')]),
  ...(letter.text.includes(unsubscribe) ? [] : [noUnsubscribe('text')]),
];

const lintSubject = (subject: string): readonly LintFinding[] => {
  const length = [...subject].length;
  if (length <= LONGEST_SUBJECT) return [];
  const reason = `with the examples it has ${length} characters, and a phone shows about ${LONGEST_SUBJECT}`;
  return [{ part: 'subject', code: 'lint.subject-long', reason }];
};

const IMAGE = /<(?:mj-image|img)\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi;

const images = (body: string): readonly LintFinding[] =>
  [...body.matchAll(IMAGE)]
    .filter(([image]) => !/\salt\s*=/i.test(image))
    .map((match) => ({
      ...{ part: 'body', code: 'lint.alt-missing', at: placeOf(body, match.index) },
      reason: 'a reader who sees no images gets nothing: say what it shows, or alt="" where it only decorates',
    }));

const noUnsubscribe = (part: 'body' | 'text'): LintFinding => ({
  ...{ part, code: 'lint.unsubscribe-missing' },
  reason: 'nobody can unsubscribe from it: link to {{ links.unsubscribe }}',
});

const HREF = /\shref="([^"]*)"/gi;

/** Every address that a letter leads to, once. */
export const addressesIn = (html: string): readonly string[] => [
  ...new Set([...html.matchAll(HREF)].map(([, address]) => unescaped(address ?? ''))),
];

const unescaped = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&#34;', '"').replaceAll('&#39;', "'");

const links = (body: string, html: string): readonly LintFinding[] =>
  addressesIn(html)
    .map((address) => ({ address, reason: whyDead(address) }))
    .flatMap(({ address, reason }) => {
      if (reason === undefined) return [];
      const index = body.indexOf(`"${address}"`);
      return [
        { part: 'body' as const, code: 'lint.link-dead', reason, at: index < 0 ? undefined : placeOf(body, index) },
      ];
    });

const whyDead = (address: string): string | undefined => {
  if (address === '' || address.startsWith('#')) return `a link leads nowhere: ${JSON.stringify(address)}`;
  if (!URL.canParse(address)) return `${address} is no address: begin with https://`;
  const { protocol, hostname } = new URL(address);
  if (!['http:', 'https:', 'mailto:', 'tel:'].includes(protocol)) return `a mail client does not open ${protocol}`;
  return protocol.startsWith('http') && hostname === '' ? `${address} has no host` : undefined;
};
