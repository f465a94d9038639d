import { type Category, type NoticeDue } from '@laurel/contracts';
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
import { writeManagerReport } from './manager-reports/write-manager-report.ts';
import { becauseOf, type Occasion } from './occasion.ts';

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
  return { mail: { ...mail, attachments }, templateVersion: composed.templateVersion };
};

interface Asked extends Pick<Composition, 'values'>, Pick<Mail, 'attachments'> {
  readonly given: Pick<Composition['given'], 'course' | 'because'>;
}

const askedOf = async (deps: DeliveryDeps, occasion: Occasion): Promise<Asked | { readonly why: string }> => {
  const because = becauseOf(occasion).map(({ text }) => text);
  const nothing: Asked = { given: { course: '', because }, values: {}, attachments: [] };
  switch (occasion.is) {
    case 'firing': {
      const { course, courseTitle = course } = occasion.fired;
      return { ...nothing, given: { course: courseTitle, because } };
    }
    case 'step': {
      const { course, courseTitle = course, action } = occasion.due;
      return { ...nothing, given: { course: courseTitle, because }, values: action.values ?? {} };
    }
    case 'report': {
      const report = await deps.writeReport(occasion.due);
      if ('why' in report) return report;
      const { subject: title, paragraphs, attachments } = report;
      return { ...nothing, values: { title, paragraphs: [...paragraphs] }, attachments };
    }
    case 'manager-report': {
      const report = await writeManagerReport({ ...deps, ...deps.teams }, occasion.due);
      return 'why' in report ? report : { ...nothing, ...report };
    }
    case 'suggestion': {
      const { courseTitle, manager } = occasion.taken;
      const names = await deps.teams.namesOf([manager]);
      const values = { manager: names.get(manager) ?? 'Your manager' };
      return { ...nothing, given: { course: courseTitle, because }, values };
    }
    case 'certificate': {
      const notice = await valuesOfNotice(deps, occasion.due);
      return 'why' in notice ? notice : { ...nothing, ...notice };
    }
  }
};

const valuesOfNotice = async (
  deps: DeliveryDeps,
  due: NoticeDue,
): Promise<Pick<Asked, 'values' | 'attachments'> | { readonly why: string }> => {
  const notice = await deps.writeCertificateNotice(due);
  if ('why' in notice) return notice;
  const { title, links, expiresAt, asks, attachments } = notice;
  const values = { title, asks: [...asks], verifyUrl: links.verify, sharingUrl: links.sharing };
  return { values: { ...values, ...(expiresAt === null ? {} : { expiresAt }) }, attachments };
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
