import { type MailReport, messageOfId, type ReadMailReport } from '@laurel/communications-domain';
import { type ParsedMail, simpleParser } from 'mailparser';

/** Reads delivery reports (RFC 3464) and complaints (RFC 5965) as they came by mail; any other mail holds none. */
export const readMailReport: ReadMailReport = async (bytes) => {
  const mail = await simpleParser(Buffer.from(bytes), { keepDeliveryStatus: true });
  const message = messageOfId(originalOf(mail));
  const statuses = partsOf(mail, 'message/delivery-status');
  const complaints = partsOf(mail, 'message/feedback-report');
  return [
    ...statuses.flatMap((text) => recipientsOf(text).map((fields) => ({ ...bounceOf(fields), message }))),
    ...complaints.map((text): MailReport => complaintOf(fieldsOf(text), message)),
  ];
};

const partsOf = ({ attachments }: ParsedMail, type: string): readonly string[] =>
  attachments.filter(({ contentType }) => contentType === type).map(({ content }) => content.toString('utf8'));

/** The mail that is reported on, or its headers: in them is our Message-ID. */
const originalOf = (mail: ParsedMail): string => {
  const kept = ['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers'].flatMap((type) =>
    partsOf(mail, type),
  );
  const headers = kept.flatMap((text) => /^message-id:\s*(<[^>]+>)/im.exec(text)?.[1] ?? []);
  return headers[0] ?? '';
};

type Fields = ReadonlyMap<string, string>;

/** One block about the mail, then one for each recipient. */
const recipientsOf = (text: string): readonly Fields[] =>
  text
    .split(/\r?\n\s*\r?\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has('action') && fields.has('status'));

const fieldsOf = (block: string): Fields =>
  new Map(
    block
      .replace(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .flatMap((line) => {
        const [, name, value] = /^([A-Za-z-]+):\s*(.*)$/.exec(line) ?? [];
        return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()] as const];
      }),
  );

const REPORTS: Readonly<Record<string, MailReport['report']>> = {
  failed: 'bounced',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'delivered',
  expanded: 'delivered',
};

const bounceOf = (fields: Fields): Omit<MailReport, 'message'> => ({
  report: REPORTS[fields.get('action')?.toLowerCase() ?? ''] ?? 'delayed',
  status: /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '',
  address: addressOf(fields.get('original-recipient') ?? fields.get('final-recipient')),
});

const complaintOf = (fields: Fields, message: string | undefined): MailReport => ({
  ...{ report: 'complained', status: '', message },
  address: addressOf(fields.get('original-rcpt-to')),
});

/** `rfc822; ann@example.test` or `<ann@example.test>`. */
const addressOf = (field: string | undefined): string | undefined => /([^\s<>;]+@[^\s<>;]+)/.exec(field ?? '')?.[1];
