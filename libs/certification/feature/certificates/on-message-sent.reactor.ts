import { MessageSent, NoticeFellDue, type NoticeKind } from '@laurel/contracts';
import { type EventStore, type Reactor } from '@laurel/kernel';
import { tellCertificate } from './certificate-book.ts';

/** Mails that carry the certificate itself. */
const CARRIES: ReadonlySet<NoticeKind> = new Set(['issued', 'renewed', 'replaced']);

/** A channel took the mail that carries a certificate: it is delivered. */
export const onMessageSent =
  (store: EventStore): Reactor =>
  async (event) => {
    const { firing, message } = MessageSent.read(event).data;
    if (!firing.startsWith('certificate-')) return;
    const [due] = await store.read(`firing-${firing}`);
    if (due?.type !== NoticeFellDue.type) return;
    const { certificate, kind } = NoticeFellDue.read(due).data;
    if (!CARRIES.has(kind)) return;
    const cause = { causation: event.id, correlation: event.cause.correlation };
    await tellCertificate(store, certificate, { command: { type: 'NoteDelivered', message }, cause });
  };
