import { EndorsementStatusSeen } from '@laurel/contracts';
import { type Logger, startEvery } from '@laurel/platform';
import { type EndorsementPorts } from './endorsements.deps.ts';
import { lookAtEndorsements } from './look-at-endorsements.ts';
import { onStatusSeen } from './on-status-seen.reactor.ts';

/** A body that withdraws is heard within this time. */
const LOOK_MS = 15 * 60_000;

/** Looks at the bodies' own status lists on schedule, and tells whoever holds what was endorsed. */
export const startEndorsements = async (
  ports: EndorsementPorts & { readonly log: Logger },
): Promise<{ stop(): Promise<void> }> => {
  const told = await ports.store.subscribe(
    'certification-endorsement-withdrawn',
    new Set([EndorsementStatusSeen.type]),
    onStatusSeen(ports),
  );
  const looks = startEvery({ name: 'endorsements', everyMs: LOOK_MS, log: ports.log }, () => lookAtEndorsements(ports));
  return { stop: async () => void (await Promise.all([told.stop(), looks.stop()])) };
};
