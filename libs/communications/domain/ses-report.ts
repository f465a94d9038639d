import { z } from 'zod';
import { type MailReport, messageOfId } from './mail-report.ts';

const recipient = z.looseObject({ emailAddress: z.string(), status: z.string().optional() });
const notification = z.looseObject({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.looseObject({ commonHeaders: z.looseObject({ messageId: z.string() }).optional() }).optional(),
  bounce: z.looseObject({ bounceType: z.string(), bouncedRecipients: z.array(recipient) }).optional(),
  complaint: z.looseObject({ complainedRecipients: z.array(recipient) }).optional(),
  delivery: z.looseObject({ recipients: z.array(z.string()) }).optional(),
});
const wrapped = z.looseObject({ Message: z.string() });

/** A notification of Amazon SES, as such or as SNS wraps it; undefined where it is none. */
export const reportsOfSes = (body: unknown): readonly MailReport[] | undefined => {
  const outer = wrapped.safeParse(body);
  const parsed = notification.safeParse(outer.success ? jsonOf(outer.data.Message) : body);
  if (!parsed.success) return undefined;
  const { eventType, notificationType, mail, bounce, complaint, delivery } = parsed.data;
  if (eventType === undefined && notificationType === undefined) return undefined;
  const message = messageOfId(mail?.commonHeaders?.messageId ?? '');
  const of = (report: MailReport['report'], status: string, address: string): MailReport => ({
    ...{ report, status, address, message },
  });
  const isForGood = bounce?.bounceType === 'Permanent';
  return [
    ...(bounce?.bouncedRecipients ?? []).map(({ emailAddress, status }) =>
      of(isForGood ? 'bounced' : 'delayed', status ?? (isForGood ? '5.0.0' : '4.0.0'), emailAddress),
    ),
    ...(complaint?.complainedRecipients ?? []).map(({ emailAddress }) => of('complained', '', emailAddress)),
    ...(delivery?.recipients ?? []).map((address) => of('delivered', '', address)),
  ];
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
