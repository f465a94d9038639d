import { keepDuePaths, startCertification, startEndorsements } from '@laurel/certification-feature';
import { startDelivery, startPosting } from '@laurel/communications-feature';
import {
  type CampaignDeps,
  type EngagementDeps,
  announcementGate,
  keepDueLooks,
  startCampaigns,
  startEngagement,
  toAll,
  wakeByFacts,
} from '@laurel/engagement-feature';
import { startRelay } from '@laurel/event-store-postgres';
import { startManagerReports, startProjection, startSubscriptions } from '@laurel/insights-feature';
import { startTellingAvailability } from '@laurel/people-feature';
import { publicUrlOf, type Role } from '@laurel/platform';
import { campaignsOf } from './parts/campaigns.ts';
import { certificationOf, certifyingOf } from './parts/certification.ts';
import { deliveryOf } from './parts/delivery.ts';
import { managerLooksOf } from './parts/manager-reports.ts';
import { engagementOf, type Parts, reportsOf } from './parts/parts.ts';
import { verificationOf } from './parts/verification.ts';

export interface Loop {
  stop(): Promise<void>;
}

export type StartLoop = (parts: Parts) => Promise<Loop>;

/** What rules and campaigns look with, again and again. */
export const looksOf = (parts: Parts): { readonly rules: EngagementDeps; readonly campaigns: CampaignDeps } => {
  const { log, dueLooks, settings } = parts;
  const everySeconds = settings.LAUREL_SWEEP_SECONDS;
  return {
    rules: { ...engagementOf(parts), dueLooks, log, sweepSeconds: everySeconds },
    campaigns: { ...campaignsOf(parts), log, everySeconds },
  };
};

const together = (all: readonly Loop[]): Loop => ({
  stop: async () => void (await Promise.all(all.map((one) => one.stop()))),
});

/** What certificates and endorsements need: most of it follows what was decided. */
export const startCertifying = async (parts: Parts): Promise<Loop> =>
  together([
    await startCertification(certifyingOf(parts)),
    await startEndorsements({ ...verificationOf(parts), log: parts.log }),
  ]);

/** What looks at people again and again, as time passes. */
export const startLooking = async (parts: Parts): Promise<Loop> => {
  const { eventStore } = parts;
  const { rules, campaigns } = looksOf(parts);
  return together([
    await startEngagement(rules),
    startCampaigns(campaigns),
    startSubscriptions({ ...reportsOf(parts), store: eventStore, search: eventStore }),
    startManagerReports(managerLooksOf(parts)),
  ]);
};

/** What each role does beside answering requests; `http` does nothing beside. */
export const loops: Readonly<Record<Exclude<Role, 'http'>, StartLoop>> = {
  project: (parts) => {
    const paths = keepDuePaths(certificationOf(parts), parts.certification.duePaths);
    return startProjection({
      ...parts,
      log: parts.eventLog,
      partitions: parts.settings.LAUREL_LOG_PARTITIONS,
      tellDlqTopic: parts.settings.LAUREL_EVENT_LOG === 'kafka',
      factsWritten: toAll([keepDueLooks(engagementOf(parts), parts.dueLooks), wakeByFacts(parts), paths]),
    });
  },
  engage: async (parts) => together([await startCertifying(parts), await startLooking(parts)]),
  deliver: async (parts) => {
    const messages = await startDelivery(deliveryOf(parts));
    const posts = await startPosting({
      ...{ store: parts.eventStore, channels: parts.chatChannels, waiting: parts.waitingPosts },
      gate: announcementGate(campaignsOf(parts)),
      ...{ clock: parts.clock, log: parts.log, publicUrl: publicUrlOf(parts.settings) },
    });
    return together([messages, posts]);
  },
  relay: async (parts) => {
    const { eventStore: store, eventLog: log, settings } = parts;
    const relay = await startRelay({ store, log, partitions: settings.LAUREL_LOG_PARTITIONS });
    const availability = startTellingAvailability(parts, parts.log);
    return together([relay, availability]);
  },
};
