import { endorsementDecider, endorsementStream, lookAfter } from '@laurel/certification-domain';
import { type Cause, run } from '@laurel/kernel';
import { type KeptEndorsement, readEndorsement, readEndorsements } from './endorsement-book.ts';
import { type EndorsementPorts } from './endorsements.deps.ts';
import { verifyAsAnswer } from './show-endorsement.ts';

/** Asks every body what it says of its endorsements now. Whoever looks, and how often: a change is written down once. */
export const lookAtEndorsements = async (ports: EndorsementPorts): Promise<void> => {
  for (const kept of await readEndorsements(ports)) {
    await lookAtEndorsement(ports, kept, { causation: 'schedule', correlation: kept.id });
  }
};

/** One look; answers the endorsement as it stands after it. */
export const lookAtEndorsement = async (
  ports: EndorsementPorts,
  kept: KeptEndorsement,
  cause: Cause,
): Promise<KeptEndorsement> => {
  const { id, state } = kept;
  if (state.document === undefined || state.closed) return kept;
  const { verification, judged } = await verifyAsAnswer({ ...ports, verify: ports.verifyAnew }, kept, state.document);
  const now = ports.clock.now();
  const signer = verification.credential?.issuer.id;
  const command = { type: 'Look', verdict: judged.verdict, signer, now } as const;
  await run(ports.store, endorsementDecider, { stream: endorsementStream(id), command, cause });
  const before = await ports.looks.find(id);
  await ports.looks.keep(lookAfter(before, { endorsement: id, reached: judged.verdict !== 'unknown', now }));
  return (await readEndorsement(ports.store, id)) ?? kept;
};
