import { type AnnouncementPorts, type CommunicationsPorts, type TemplatePorts } from '@laurel/communications-feature';
import { campaignsWritingWith, rulesWritingWith } from '@laurel/engagement-feature';
import { readMailReport } from '@laurel/mail-smtp';
import { newId, publicUrlOf } from '@laurel/platform';
import { renderPoster } from '@laurel/poster-pdf';
import { teamControllerOf } from './manager-reports.ts';
import { engagementOf, type Parts } from './parts.ts';

/** What the addresses of messages, templates and announcements are answered with. */
export const communicationsOf = (parts: Parts): CommunicationsPorts => ({
  mailbox: parts.mail.mailbox,
  templates: templatesOf(parts),
  announcements: announcementsOf(parts),
  inbox: { inbox: parts.inbox, clock: parts.clock },
  teams: teamControllerOf(parts),
  operators: {
    ...{ store: parts.eventStore, search: parts.eventStore, categories: parts.categories, recipients: parts.people },
    ...{ digestOf: parts.signing.digestOf, readMailReport, metrics: parts.metrics, clock: parts.clock },
  },
  person: {
    ...{ store: parts.eventStore, search: parts.eventStore, categories: parts.categories, hits: parts.linkHits },
    ...{ sign: parts.signing.sign, clock: parts.clock, publicUrl: publicUrlOf(parts.settings) },
  },
});

/** Contexts meet here: engagement says what writes with a template. */
const templatesOf = (parts: Parts): TemplatePorts => ({
  ...parts.templates,
  ...{ store: parts.eventStore, search: parts.eventStore, recipients: parts.people, send: parts.mail.line.send },
  usesOf: async (template) => [
    ...(await rulesWritingWith(engagementOf(parts), template)),
    ...(await campaignsWritingWith(engagementOf(parts), template)),
  ],
  publicUrl: publicUrlOf(parts.settings),
});

const announcementsOf = (parts: Parts): AnnouncementPorts => ({
  ...{ store: parts.eventStore, search: parts.eventStore, channels: parts.chatChannels },
  ...{ renderPoster, newId, clock: parts.clock, publicUrl: publicUrlOf(parts.settings) },
});
