import { type Report } from '@laurel/contracts';
import { type Mail } from '../mailer.port.ts';
import { type Recipient } from '../recipients.port.ts';
import { neverStartedTemplate } from './never-started.template.ts';
import { asHtml, asText, type Letter, type Template, type Variables } from './template.ts';

const templates: Readonly<Record<string, Template>> = { 'never-started': neverStartedTemplate };

/** The mail of a message that a rule gave rise to. An unknown template is a bug of a shipped rule, and throws. */
export const compose = (
  template: string,
  messageId: string,
  recipient: Recipient,
  about: Omit<Variables, 'name'>,
): Mail => {
  const write = templates[template];
  if (!write) throw new Error(`no template is called ${template}`);
  return mailOf(messageId, recipient, write({ name: recipient.name, ...about }));
};

/** The mail of a report that fell due. */
export const composeReport = (messageId: string, recipient: Recipient, report: Report): Mail => ({
  ...mailOf(messageId, recipient, { ...report, paragraphs: [`Hello ${recipient.name},`, ...report.paragraphs] }),
  attachments: report.attachments,
});

const mailOf = (messageId: string, { name, email }: Recipient, letter: Letter): Mail => ({
  messageId,
  to: { name, address: email },
  subject: letter.subject,
  text: asText(letter),
  html: asHtml(letter),
  attachments: [],
});
