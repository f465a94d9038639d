import { type Composed, type Composition, type Mail, NO_ADDRESS, type Recipient } from '@laurel/communications-domain';
import { type DeliveryDeps, type Occasion } from './delivery.deps.ts';

export interface Written {
  readonly mail: Mail;
  readonly templateVersion: number;
}

/** The mail of an occasion, or why there is nothing to send. */
export const writeMessage = async (
  deps: DeliveryDeps,
  occasion: Occasion,
): Promise<Written | { readonly why: string }> => {
  const recipient = await deps.recipients.find(occasion.of.learner);
  if (!recipient) return { why: NO_ADDRESS };
  const asked = await askedOf(deps, occasion);
  if ('why' in asked) return asked;
  const { attachments, ...about } = asked;
  const { language, timeZone } = recipient;
  const links = deps.linksOf(occasion.of);
  const composed = await deps.compose({
    ...{ template: occasion.template, values: about.values, links },
    ...{ language, timeZone, given: { name: recipient.name, publicUrl: deps.publicUrl, ...about.given } },
  });
  if ('why' in composed) return composed;
  const mail = mailOf(occasion.of.message, recipient, composed);
  return { mail: { ...mail, attachments }, templateVersion: composed.templateVersion };
};

interface Asked extends Pick<Composition, 'values'>, Pick<Mail, 'attachments'> {
  readonly given: Pick<Composition['given'], 'course' | 'because'>;
}

const askedOf = async (deps: DeliveryDeps, occasion: Occasion): Promise<Asked | { readonly why: string }> => {
  if (occasion.is === 'firing') {
    const { course, courseTitle, because } = occasion.fired;
    return {
      given: { course: courseTitle ?? course, because: because.map(({ text }) => text) },
      ...{ values: {}, attachments: [] },
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

const mailOf = (messageId: string, { name, email }: Recipient, { subject, text, html }: Composed): Mail => ({
  ...{ messageId, to: { name, address: email }, subject, text, html, attachments: [] },
});
