import { compile } from 'html-to-text';

const convert = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
    { selector: 'img', format: 'skip' },
    { selector: 'head', format: 'skip' },
    { selector: 'div.foot', format: 'skip' }, // the layout writes its own for text
    { selector: 'div[style*="display:none"]', format: 'skip' },
    { selector: 'p', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
  ],
});

/** The plain-text part of a letter whose author wrote none, without the foot of the layout. */
export const textOfHtml = (html: string): string =>
  convert(html)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
