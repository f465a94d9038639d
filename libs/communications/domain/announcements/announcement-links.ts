import { type AnnouncementContent } from '@laurel/contracts';

/** The address that counts who follows an announcement from one channel, and leads on. It says nothing about a person. */
export const followLink = (publicUrl: string, announcement: string, channel: string): string =>
  `${publicUrl}/announcements/${encodeURIComponent(announcement)}/go/${encodeURIComponent(channel)}`;

export const pageLink = (publicUrl: string, announcement: string): string =>
  `${publicUrl}/announcements/${encodeURIComponent(announcement)}`;

/**
 * Where the link leads on: the address of the action, which hears the channel in the parameters that learning systems
 * and web analytics know, so that an enrolment can name it. What its author set stays.
 */
export const actionLink = (
  announcement: string,
  { action, campaign }: AnnouncementContent,
  channel: string,
): string => {
  const url = new URL(action.url);
  const said = {
    utm_source: 'laurel',
    utm_medium: channel,
    utm_campaign: campaign ?? announcement,
    utm_content: announcement,
  };
  for (const [name, value] of Object.entries(said)) if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  return url.href;
};
