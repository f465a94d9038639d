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

type Notification = z.output<typeof notification>;

/** A notification of Amazon SES, as such or as SNS wraps it; undefined where it is none. */
export const reportsOfSes = (body: unknown): readonly MailReport[] | undefined => {
  const outer = wrapped.safeParse(body);
  const parsed = notification.safeParse(outer.success ? jsonOf(outer.data.Message) : body);
  if (!parsed.success) return undefined;
  const { eventType, notificationType, mail } = parsed.data;
  if ((eventType ?? notificationType) === undefined) return undefined;
  const message = messageOfId(mail?.commonHeaders?.messageId ?? '');
  return [...bouncesOf(parsed.data), ...othersOf(parsed.data)].map((one) => ({ ...one, message }));
};

type Said = Omit<MailReport, 'message'>;

/** SES says itself whether a bounce is for good. */
const bouncesOf = ({ bounce }: Notification): readonly Said[] => {
  if (!bounce) return [];
  const isForGood = bounce.bounceType === 'Permanent';
  const [report, silent] = isForGood ? (['bounced', '5.0.0'] as const) : (['delayed', '4.0.0'] as const);
  return bounce.bouncedRecipients.map(({ emailAddress: address, status = silent }) => ({ report, status, address }));
};

const othersOf = ({ complaint, delivery }: Notification): readonly Said[] => [
  ...(complaint?.complainedRecipients ?? []).map(({ emailAddress: address }): Said => ({
    report: 'complained',
    status: '',
    address,
  })),
  ...(delivery?.recipients ?? []).map((address): Said => ({ report: 'delivered', status: '', address })),
];

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
