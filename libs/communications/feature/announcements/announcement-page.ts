import { followLink, pageLink } from '@laurel/communications-domain';
import { escapedForMarkup as escaped, page } from '@laurel/platform';
import { type KeptAnnouncement } from './announcement-book.ts';

/** The page of an announcement as it stands. */
export const pageOf = (kept: KeptAnnouncement, publicUrl: string): string => {
  const { title, summary, paragraphs, action, language } = kept.content;
  const words = [summary, ...paragraphs].map((one) => `<p>${escaped(one)}</p>`).join('\n');
  const poster = `${pageLink(publicUrl, kept.id)}/poster.pdf`;
  return page(
    language,
    title,
    `<h1>${escaped(title)}</h1>
${correctionOf(kept)}${words}
<p><a class="do" href="${escaped(followLink(publicUrl, kept.id, 'page'))}">${escaped(action.label)}</a></p>
<p class="quiet" lang="en"><time datetime="${kept.publishedAt.toISOString()}">${dayOf(kept.publishedAt)}</time> · <a href="${escaped(poster)}">Poster (PDF, A4)</a> · <a href="${escaped(`${poster}?size=A3`)}">A3</a></p>`,
  );
};

const correctionOf = ({ notice, changedAt }: KeptAnnouncement): string =>
  notice.is === 'corrected'
    ? `<p role="note"><strong lang="en">Corrected on ${dayOf(changedAt)}:</strong> ${escaped(notice.what)}</p>\n`
    : '';

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** What stands in its place once it is taken back. */
export const withdrawnPage = ({ content, notice, changedAt }: KeptAnnouncement): string =>
  page(
    content.language,
    `Withdrawn: ${content.title}`,
    `<h1><span lang="en">Withdrawn:</span> ${escaped(content.title)}</h1>
<p>${escaped(notice.is === 'withdrawn' ? notice.why : '')}</p>
<p class="quiet" lang="en">Withdrawn on ${dayOf(changedAt)}.</p>`,
  );

export const missingPage = (): string =>
  page('en', 'No such announcement', '<h1>There is no such announcement</h1>\n<p>The address may be mistyped.</p>');
