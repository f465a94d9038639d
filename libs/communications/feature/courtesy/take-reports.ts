import { type BouncesTaken } from '@laurel/contracts';
import {
  afterSendDecider,
  afterStream,
  type MailReport,
  type OfMessage,
  suppresses,
} from '@laurel/communications-domain';
import { run } from '@laurel/kernel';
import { sentMessage } from '../person/sent-message.ts';
import { suppressAddress } from '../suppress-address.ts';
import { type OperatorPorts } from './operator.deps.ts';

/**
 * What servers said about messages of ours: kept with the message, once, and the address left alone where it takes no mail.
 * A report about a message that nobody here sent is ignored: whoever makes one up silences nobody.
 */
export const takeReports = async (ports: OperatorPorts, reports: readonly MailReport[]): Promise<BouncesTaken> => {
  const taken = { matched: 0, suppressed: 0, ignored: 0 };
  for (const one of reports) {
    const of = one.message === undefined ? undefined : await sentMessage(ports.store, one.message);
    if (!of) {
      taken.ignored += 1;
      continue;
    }
    taken.matched += 1;
    if (await takeOne(ports, of, one)) taken.suppressed += 1;
  }
  return taken;
};

/** True where the address is left alone from now on. */
const takeOne = async (ports: OperatorPorts, of: OfMessage, one: MailReport): Promise<boolean> => {
  const { learner, message, firing } = of;
  const { report, status } = one;
  const cause = { causation: `report-${message}`, correlation: firing };
  const command = { type: 'Report', of, report, status } as const;
  await run(ports.store, afterSendDecider, { stream: afterStream(message), command, cause });
  const because = suppresses(one);
  const email = one.address ?? (await ports.recipients.find(learner))?.email;
  if (!because || email === undefined) return false;
  const address = ports.digestOf(email);
  await suppressAddress(ports.store, { address, learner, because, status: status || because, message }, cause);
  return true;
};
