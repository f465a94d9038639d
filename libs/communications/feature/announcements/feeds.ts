import { followLink, pageLink } from '@laurel/communications-domain';
import { type KeptAnnouncement } from './announcement-book.ts';
import { escapedForMarkup as escaped } from '@laurel/platform';

const TITLE = 'Announcements';

/** What readers of a feed see of one: a correction first, then the words, then the link of the channel `feed`. */
const htmlOf = ({ id, content, notice }: KeptAnnouncement, publicUrl: string): string => {
  const corrected = notice.is === 'corrected' ? [`Corrected: ${notice.what}`] : [];
  const words = [...corrected, content.summary, ...content.paragraphs].map((one) => `<p>${escaped(one)}</p>`);
  const link = `<p><a href="${escaped(followLink(publicUrl, id, 'feed'))}">${escaped(content.action.label)}</a></p>`;
  return [...words, link].join('');
};

/** Atom (RFC 4287). `now` is said where nothing was published yet. */
export const atomFeed = (all: readonly KeptAnnouncement[], publicUrl: string, now: Date): string => {
  const self = `${publicUrl}/announcements/feed.atom`;
  const updated = new Date(Math.max(...all.map(({ changedAt }) => changedAt.getTime()), 0));
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${escaped(self)}</id>
<title>${TITLE}</title>
<updated>${(all.length > 0 ? updated : now).toISOString()}</updated>
<link rel="self" type="application/atom+xml" href="${escaped(self)}"/>
<author><name>Laurel</name></author>
${all.map((one) => atomEntry(one, publicUrl)).join('\n')}
</feed>
`;
};

const atomEntry = (
  kept: KeptAnnouncement,
  publicUrl: string,
): string => `<entry xml:lang="${escaped(kept.content.language)}">
<id>${escaped(pageLink(publicUrl, kept.id))}</id>
<title>${escaped(kept.content.title)}</title>
<published>${kept.publishedAt.toISOString()}</published>
<updated>${kept.changedAt.toISOString()}</updated>
<link rel="alternate" type="text/html" href="${escaped(pageLink(publicUrl, kept.id))}"/>
<summary>${escaped(kept.content.summary)}</summary>
<content type="html">${escaped(htmlOf(kept, publicUrl))}</content>
</entry>`;

/** JSON Feed 1.1 (jsonfeed.org). */
export const jsonFeed = (all: readonly KeptAnnouncement[], publicUrl: string): object => ({
  version: 'https://jsonfeed.org/version/1.1',
  title: TITLE,
  home_page_url: publicUrl,
  feed_url: `${publicUrl}/announcements/feed.json`,
  items: all.map((kept) => ({
    id: pageLink(publicUrl, kept.id),
    url: pageLink(publicUrl, kept.id),
    title: kept.content.title,
    summary: kept.content.summary,
    content_html: htmlOf(kept, publicUrl),
    language: kept.content.language,
    date_published: kept.publishedAt.toISOString(),
    date_modified: kept.changedAt.toISOString(),
  })),
});
