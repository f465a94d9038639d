import { EndorsementStatusSeen, EndorsementWithdrawn, type Endorses } from '@laurel/contracts';
import { type Cause, type Reactor } from '@laurel/kernel';
import { type KeptEndorsement, readEndorsement } from './endorsement-book.ts';
import { type EndorsementPorts, type Holder } from './endorsements.deps.ts';

/** How many certificates are told of it in one transaction. */
const TOGETHER = 200;

/** Every certificate in force that an endorsement reached is told, once, that the body withdrew it. */
export const onStatusSeen =
  (ports: EndorsementPorts): Reactor =>
  async (event) => {
    const { endorsement, status, seenAt } = EndorsementStatusSeen.read(event).data;
    const kept = status === 'withdrawn' ? await readEndorsement(ports.store, endorsement) : undefined;
    if (!kept) return;
    const cause = { causation: event.id, correlation: endorsement };
    for await (const holders of inChunks(reachedBy(ports, kept.state.invited.endorses))) {
      await tell(ports, { kept, holders, seenAt }, cause);
    }
  };

const tell = async (
  { store, search }: EndorsementPorts,
  {
    kept,
    holders,
    seenAt,
  }: { readonly kept: KeptEndorsement; readonly holders: readonly Holder[]; readonly seenAt: string },
  cause: Cause,
): Promise<void> => {
  const streams = holders.map(({ certificate }) => streamOf(kept.id, certificate));
  const told = await search.existing(streams);
  const body = kept.state.invited.body;
  const appends = holders
    .map((holder, n) => ({ holder, stream: streams[n] ?? '' }))
    .filter(({ stream }) => !told.has(stream))
    .map(({ holder, stream }) => ({
      ...{ stream, expected: 0 },
      events: [EndorsementWithdrawn.of({ endorsement: kept.id, body, ...holder, seenAt })],
    }));
  // Where another process told one of them meanwhile, this is done again and finds it told.
  if (appends.length > 0) await store.appendMany(appends, cause);
};

const streamOf = (endorsement: string, certificate: string): string =>
  `endorsement-withdrawn-${endorsement}-${certificate}`;

async function* reachedBy({ things }: EndorsementPorts, endorses: Endorses): AsyncGenerator<Holder> {
  if (endorses.kind === 'issuer') yield* things.holders();
  else if (endorses.kind === 'programme') yield* things.holders({ id: endorses.programme, version: endorses.version });
  else {
    const programme = await things.programmeOf(endorses.certificate);
    if (!programme) return;
    for await (const holder of things.holders(programme)) if (holder.certificate === endorses.certificate) yield holder;
  }
}

async function* inChunks(holders: AsyncIterable<Holder>): AsyncGenerator<readonly Holder[]> {
  let chunk: Holder[] = [];
  for await (const holder of holders) {
    chunk.push(holder);
    if (chunk.length < TOGETHER) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
