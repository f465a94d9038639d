import { type Category } from '@laurel/contracts';
import {
  type Composed,
  type Composition,
  linksOf,
  type Mail,
  type MessageLinks,
  NO_ADDRESS,
  type Recipient,
} from '@laurel/communications-domain';
import { type DeliveryDeps } from './delivery.deps.ts';
import { messageIdOf, type Occasion } from './occasion.ts';

export interface Written {
  readonly mail: Mail;
  readonly templateVersion: number;
}

/** The mail of an occasion, or why there is nothing to send. */
export const writeMessage = async (
  deps: DeliveryDeps,
  occasion: Occasion,
  { id: category, isOptional, asksWhy }: Category,
): Promise<Written | { readonly why: string }> => {
  const recipient = await deps.recipients.find(occasion.of.learner);
  if (!recipient) return { why: NO_ADDRESS };
  const asked = await askedOf(deps, occasion);
  if ('why' in asked) return asked;
  const { attachments, ...about } = asked;
  const { language, timeZone } = recipient;
  const links = linksOf(deps, { message: occasion.of.message, category, isOptional, asksWhy });
  const composed = await deps.compose({
    ...{ template: occasion.template, version: versionOf(occasion), values: about.values, links },
    ...{ language, timeZone, given: { name: recipient.name, publicUrl: deps.publicUrl, ...about.given } },
  });
  if ('why' in composed) return composed;
  const mail = mailOf(occasion.of.message, recipient, composed, links);
  return {
    mail: { ...mail, attachments, appointment: appointmentOf(occasion) },
    templateVersion: composed.templateVersion,
  };
};

interface Asked extends Pick<Composition, 'values'>, Pick<Mail, 'attachments'> {
  readonly given: Pick<Composition['given'], 'course' | 'because'>;
}

const askedOf = async (deps: DeliveryDeps, occasion: Occasion): Promise<Asked | { readonly why: string }> => {
  if (occasion.is !== 'report') {
    const { course, courseTitle, because } = occasion.is === 'firing' ? occasion.fired : occasion.due;
    return {
      given: { course: courseTitle ?? course, because: because.map(({ text }) => text) },
      values: occasion.is === 'firing' ? {} : (occasion.due.action.values ?? {}),
      attachments: [],
    };
  }
  const report = await deps.writeReport(occasion.due);
  if ('why' in report) return report;
  return {
    given: { course: '', because: [occasion.due.because] },
    values: { title: report.subject, paragraphs: [...report.paragraphs] },
    attachments: report.attachments,
  };
};

/** One id for all who get the step, so that a changed version moves the entry and adds none. */
const appointmentOf = (occasion: Occasion): Mail['appointment'] => {
  if (occasion.is !== 'step') return undefined;
  const { campaign, campaignVersion, step, action } = occasion.due;
  return action.event && { ...action.event, uid: messageIdOf(`event/${campaign}/${step}`), sequence: campaignVersion };
};

const versionOf = (occasion: Occasion): number | undefined =>
  occasion.is === 'step' ? occasion.due.action.templateVersion : undefined;

const mailOf = (
  messageId: string,
  { name, email }: Recipient,
  { subject, text, html }: Composed,
  { unsubscribe }: MessageLinks,
): Mail => ({
  ...{ messageId, to: { name, address: email }, subject, text, html, attachments: [], unsubscribe },
});
