import { type EndorsementEvent, type EndorsementHistory } from '@laurel/contracts';
import { endorsementDecider } from '@laurel/certification-domain';
import { type RecordedEvent } from '@laurel/kernel';

/** Newest first, each in words. */
export const endorsementHistoryOf = (history: readonly RecordedEvent[]): EndorsementHistory => ({
  decisions: history
    .map((event) => ({ at: event.recordedAt.toISOString(), ...wordsOf(endorsementDecider.read(event)) }))
    .reverse(),
});

const wordsOf = (event: EndorsementEvent): { what: string; because: string[] } => {
  switch (event.type) {
    case 'certification.EndorsementInvited':
      return { what: 'invited', because: [`${event.data.body} is asked to endorse ${event.data.subject.name}`] };
    case 'certification.EndorsementReceived':
      return { what: 'received', because: [] };
    case 'certification.EndorsementVerified':
      return { what: 'verified', because: [`signed by ${event.data.signer}`] };
    case 'certification.EndorsementRefused':
      return { what: 'refused', because: event.data.because };
    case 'certification.EndorsementStatusSeen':
      return { what: `seen ${event.data.status}`, because: ["by the body's own status list"] };
    case 'certification.EndorsementClosed':
      return { what: 'closed', because: [event.data.why] };
  }
};
