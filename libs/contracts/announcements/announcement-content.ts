import { z } from 'zod';
import { campaignId } from '../campaigns/campaign-steps.ts';
import { languageTag } from '../templates/template-content.ts';

/** What is told to many at once, the same in every channel; it names nobody. Plain text: each channel has its own form. */
export const announcementContent = z.strictObject({
  title: z.string().min(1).max(150),
  summary: z.string().min(1).max(400).describe('The one paragraph that every channel has room for'),
  paragraphs: z.array(z.string().min(1).max(3000)).max(20).default([]).describe('Below it, where there is room'),
  action: z.strictObject({
    label: z.string().min(1).max(60).describe('What to do: "See what it takes"'),
    url: z.url({ protocol: /^https?$/ }).max(1000),
  }),
  language: languageTag.default('en'),
  campaign: campaignId.optional().describe('The campaign that it belongs to'),
});
export type AnnouncementContent = z.output<typeof announcementContent>;

/** Name of a chat channel, as the settings have it. */
export const chatChannel = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens');

/** The channels that every announcement has by itself. */
export const OWN_CHANNELS = ['page', 'feed', 'poster'] as const;
