import { type Category, type NoticeDue, type ReportDue, type TakenSuggestion } from '@laurel/contracts';
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
import { messageIdOf } from './message-id.ts';
import { becauseOf, type Fired, type Occasion } from './occasion.ts';

export interface Written {
  readonly mail: Mail;
  readonly templateVersion: number;
}

/** The mail of an occasion, or why there is nothing to send. */
export const writeMessage = async (
  deps: DeliveryDeps,
  occasion: Occasion,
  { id: category, isOptional, asksWhy }: Category,
): Promise<Written | Nothing> => {
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
/** What an occasion itself brings into its message, or why there is nothing to send. */
interface Brought extends Partial<Pick<Asked, 'values' | 'attachments'>> {
  readonly course?: string;
}
interface Nothing {
  readonly why: string;
}

const askedOf = async (deps: DeliveryDeps, occasion: Occasion): Promise<Asked | Nothing> => {
  const brought = await broughtBy(deps, occasion);
  if ('why' in brought) return brought;
  const { course = '', values = {}, attachments = [] } = brought;
  return { given: { course, because: becauseOf(occasion).map(({ text }) => text) }, values, attachments };
};

const broughtBy = async (deps: DeliveryDeps, occasion: Occasion): Promise<Brought | Nothing> => {
  switch (occasion.is) {
    case 'firing':
      return { course: titleOf(occasion.fired) };
    case 'step':
      return { course: titleOf(occasion.due), values: occasion.due.action.values ?? {} };
    case 'report':
      return reportIn(deps, occasion.due);
    case 'manager-report':
      return writeManagerReport({ ...deps, ...deps.teams }, occasion.due);
    case 'suggestion':
      return suggestionOf(deps, occasion.taken);
    case 'certificate':
      return noticeIn(deps, occasion.due);
  }
};

const titleOf = ({ course, courseTitle }: Pick<Fired, 'course' | 'courseTitle'>): string => courseTitle ?? course;

const reportIn = async (deps: DeliveryDeps, due: ReportDue): Promise<Brought | Nothing> => {
  const report = await deps.writeReport(due);
  if ('why' in report) return report;
  const { subject: title, paragraphs, attachments } = report;
  return { values: { title, paragraphs: [...paragraphs] }, attachments };
};

const suggestionOf = async ({ teams }: DeliveryDeps, { courseTitle, manager }: TakenSuggestion): Promise<Brought> => {
  const names = await teams.namesOf([manager]);
  return { course: courseTitle, values: { manager: names.get(manager) ?? 'Your manager' } };
};

const noticeIn = async (deps: DeliveryDeps, due: NoticeDue): Promise<Brought | Nothing> => {
  const notice = await deps.writeCertificateNotice(due);
  if ('why' in notice) return notice;
  const { title, links, expiresAt, asks, attachments } = notice;
  const values = { title, asks: [...asks], verifyUrl: links.verify, sharingUrl: links.sharing };
  return { values: { ...values, ...(expiresAt === null ? {} : { expiresAt }) }, attachments };
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
