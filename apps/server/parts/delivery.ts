import { type DeliveryDeps } from '@laurel/communications-feature';
import { noticeWriter } from '@laurel/certification-feature';
import { publicUrlOf } from '@laurel/platform';
import { noticesOf } from './certification.ts';
import { courtesyOf } from './courtesy.ts';
import { teamsOf } from './manager-reports.ts';
import { type Parts, writeReportOf } from './parts.ts';

/** What messages to one person are sent with. */
export const deliveryOf = (parts: Parts): DeliveryDeps => ({
  ...courtesyOf(parts),
  ...{ store: parts.eventStore, log: parts.log, metrics: parts.metrics, waiting: parts.waitingList },
  send: parts.mail.line.send,
  ...{ facts: parts.eventLog, hits: parts.linkHits, messengers: parts.messengers },
  channelOpens: () => parts.mail.line.opens(),
  compose: parts.templates.compose,
  sign: parts.signing.sign,
  writeReport: writeReportOf(parts),
  teams: teamsOf(parts),
  writeCertificateNotice: noticeWriter(noticesOf(parts)),
  publicUrl: publicUrlOf(parts.settings),
});
