import { MessageRequested } from '@laurel/contracts';
import {
  addressDecider,
  type Addressee,
  addressStream,
  CAP_DAYS,
  type Circumstances,
  type Recipient,
} from '@laurel/communications-domain';
import { type CourtesyPorts } from './delivery.deps.ts';
import { type Fired, type Occasion } from './occasion.ts';

/** Everything a message is judged by, but how its person was reached before: that is read together with the message. */
export const circumstancesOf = async (
  ports: CourtesyPorts,
  occasion: Occasion,
): Promise<Omit<Circumstances, 'contact'>> => {
  const { of, notAfter } = occasion;
  const category = await ports.categories.find(occasion.category);
  const recipient = await ports.recipients.find(of.learner);
  return {
    ...{ message: of.message, category, notAfter, now: ports.clock.now(), manners: ports.manners },
    priority: occasion.priority ?? category.priority,
    addressee: recipient && (await addresseeOf(ports, recipient)),
    gate: await ports.gate(sendOccasionOf(occasion)),
    // How often a report comes is the subscription's own affair, how often a step the campaign's.
    wroteAt: occasion.is === 'firing' ? await lastWrote(ports, occasion.fired) : undefined,
  };
};

const sendOccasionOf = ({ of: { firing, learner, campaign, step } }: Occasion) => ({
  ...{ firing, learner },
  ...(campaign === undefined ? {} : { campaign }),
  ...(step === undefined ? {} : { step }),
});

const addresseeOf = async (ports: CourtesyPorts, recipient: Recipient): Promise<Addressee> => {
  const { learner, email, timeZone, calendar } = recipient;
  const history = await ports.store.read(addressStream(ports.digestOf(email)));
  const address = history.map(addressDecider.read).reduce(addressDecider.evolve, addressDecider.initial);
  return {
    timeZone,
    holidayOn: ports.holidaysOf({ calendar, timeZone }),
    absences: await ports.recipients.absences(learner),
    suppressed: address.is === 'suppressed' ? address.why : undefined,
  };
};

/** When this rule last requested another message about the same enrolment, as far back as the cap looks. */
const lastWrote = async ({ search }: CourtesyPorts, fired: Fired): Promise<Date | undefined> => {
  const { rule, learner, course, run, registration } = fired;
  const about = { rule, learner, course, run, registration };
  const found = await search.find({ types: [MessageRequested.type], about, limit: CAP_DAYS });
  return found.find((one) => MessageRequested.read(one).data.firing !== fired.firing)?.recordedAt;
};
