import { announcementContent } from '@laurel/contracts';
import { actionLink, followLink } from './announcement-links.ts';

const content = (url: string, campaign?: string) =>
  announcementContent.parse({ title: 't', summary: 's', action: { label: 'Go', url }, campaign });

it('tells the action which channel led to it, and keeps what its author set', () => {
  expect(actionLink('spring', content('https://lms.example/c?id=7&utm_source=intranet#top', 'certify'), 'poster')).toBe(
    'https://lms.example/c?id=7&utm_source=intranet&utm_medium=poster&utm_campaign=certify&utm_content=spring#top',
  );
  expect(new URL(actionLink('spring', content('https://lms.example'), 'feed')).searchParams.get('utm_campaign')).toBe(
    'spring',
  );
});

it('counts under the channel, and says nothing of a person', () =>
  expect(followLink('https://laurel.example', 'spring', 'general')).toBe(
    'https://laurel.example/announcements/spring/go/general',
  ));
