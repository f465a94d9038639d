import { startDelivery, startPosting } from '@laurel/communications-feature';
import {
  announcementGate,
  keepDueLooks,
  startCampaigns,
  startEngagement,
  toAll,
  wakeByFacts,
} from '@laurel/engagement-feature';
import { startRelay } from '@laurel/event-store-postgres';
import { startProjection, startSubscriptions } from '@laurel/insights-feature';
import { publicUrlOf, type Role } from '@laurel/platform';
import { campaignsOf } from './parts/campaigns.ts';
import { courtesyOf } from './parts/courtesy.ts';
import { engagementOf, type Parts, reportsOf, writeReportOf } from './parts/parts.ts';

interface Loop {
  stop(): Promise<void>;
}

/** What each role does beside answering requests; `http` does nothing beside. */
export const loops: Readonly<Record<Exclude<Role, 'http'>, (parts: Parts) => Promise<Loop>>> = {
  project: (parts) =>
    startProjection({
      ...parts,
      log: parts.eventLog,
      partitions: parts.settings.LAUREL_LOG_PARTITIONS,
      tellDlqTopic: parts.settings.LAUREL_EVENT_LOG === 'kafka',
      factsWritten: toAll([keepDueLooks(engagementOf(parts), parts.dueLooks), wakeByFacts(parts)]),
    }),
  engage: async (parts) => {
    const { log, eventStore, settings } = parts;
    const rules = await startEngagement({
      ...engagementOf(parts),
      dueLooks: parts.dueLooks,
      log,
      sweepSeconds: settings.LAUREL_SWEEP_SECONDS,
    });
    const campaigns = startCampaigns({ ...campaignsOf(parts), log, everySeconds: settings.LAUREL_SWEEP_SECONDS });
    const reports = startSubscriptions({ ...reportsOf(parts), store: eventStore, search: eventStore });
    return { stop: async () => void (await Promise.all([rules.stop(), campaigns.stop(), reports.stop()])) };
  },
  deliver: async (parts) => {
    const messages = await startDelivery({
      ...courtesyOf(parts),
      ...{ store: parts.eventStore, log: parts.log, metrics: parts.metrics, waiting: parts.waitingList },
      send: parts.mail.line.send,
      ...{ facts: parts.eventLog, hits: parts.linkHits, messengers: parts.messengers },
      channelOpens: () => parts.mail.line.opens(),
      compose: parts.templates.compose,
      sign: parts.signing.sign,
      writeReport: writeReportOf(parts),
      publicUrl: publicUrlOf(parts.settings),
    });
    const posts = await startPosting({
      ...{ store: parts.eventStore, channels: parts.chatChannels, waiting: parts.waitingPosts },
      gate: announcementGate(campaignsOf(parts)),
      ...{ clock: parts.clock, log: parts.log, publicUrl: publicUrlOf(parts.settings) },
    });
    return { stop: async () => void (await Promise.all([messages.stop(), posts.stop()])) };
  },
  relay: (parts) =>
    startRelay({ store: parts.eventStore, log: parts.eventLog, partitions: parts.settings.LAUREL_LOG_PARTITIONS }),
};
