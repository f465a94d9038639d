import { type Mail } from '../mailer.port.ts';
import { type Recipient } from '../recipients.port.ts';
import { neverStartedTemplate } from './never-started.template.ts';
import { asHtml, asText, type Template, type Variables } from './template.ts';

const templates: Readonly<Record<string, Template>> = { 'never-started': neverStartedTemplate };

/** The mail of a message. An unknown template is a bug of a shipped rule, and throws. */
export const compose = (
  template: string,
  messageId: string,
  { name, email }: Recipient,
  about: Omit<Variables, 'name'>,
): Mail => {
  const write = templates[template];
  if (!write) throw new Error(`no template is called ${template}`);
  const letter = write({ name, ...about });
  return {
    messageId,
    to: { name, address: email },
    subject: letter.subject,
    text: asText(letter),
    html: asHtml(letter),
  };
};
