import { type EndorsementEvent, type InvitedEndorsement } from '@laurel/contracts';
import { bodyDecider, signersOf } from './body.decider.ts';
import { lookAfter } from './endorsement-looks.port.ts';
import { type EndorsementCommand, endorsementDecider as decider } from './endorsement.decider.ts';
import { type EndorsementVerdict } from './judge-endorsement.ts';

const endorsement = '0199f8a0-0000-7000-8000-000000000001';
const now = new Date('2026-03-02T12:00:00.000Z');
const invitation: InvitedEndorsement = {
  ...{ endorsement, body: 'acme', endorses: { kind: 'issuer' }, invitedAt: now.toISOString(), by: 'k' },
  subject: { id: 'https://learn.example/issuer', name: 'Learn', description: '', criteria: [] },
  dossier: { alignment: [], assessors: [], sample: [] },
};

/** What each command decided after those before it. */
const decide = (...commands: EndorsementCommand[]): string[][] => {
  let state = decider.initial;
  return commands.map((command) => {
    const events: readonly EndorsementEvent[] = decider.decide(state, command);
    state = events.reduce(decider.evolve, state);
    return events.map(({ type, data }) =>
      'status' in data ? data.status : type.replace('certification.Endorsement', ''),
    );
  });
};

const invite: EndorsementCommand = { type: 'Invite', invitation };
const judged = (verdict: EndorsementVerdict) => ({ verdict, because: [] });
const receive = (document: string, verdict: EndorsementVerdict): EndorsementCommand => ({
  ...{ type: 'Receive', document, signer: 'did:web:body.example', judged: judged(verdict), now },
});
const look = (verdict: EndorsementVerdict): EndorsementCommand => ({
  ...{ type: 'Look', verdict, signer: 'did:web:body.example', now },
});
const close: EndorsementCommand = { type: 'Close', why: 'over', by: 'k' };

it('takes what is good once, and what cannot be looked at yet until it can', () => {
  expect(decide(invite, invite, receive('a', 'valid'), receive('a', 'valid'))).toEqual([
    ...[['Invited'], [], ['Received', 'Verified'], []],
  ]);
  expect(decide(invite, receive('a', 'unknown'), look('unknown'), look('valid'), look('valid'))).toEqual([
    ...[['Invited'], ['Received'], [], ['Verified'], []],
  ]);
});

it('gives up what is good for nothing worse, and takes what is newer', () => {
  expect(
    decide(invite, receive('a', 'valid'), receive('b', 'forged'), receive('c', 'unknown'), receive('d', 'valid')),
  ).toEqual([['Invited'], ['Received', 'Verified'], ['Refused'], ['Refused'], ['Received', 'Verified']]);
});

it('writes down a change of status only, and forgets it with the document', () => {
  expect(
    decide(
      ...[invite, receive('a', 'valid'), look('withdrawn'), look('withdrawn'), look('unknown'), look('valid')],
      ...[look('suspended'), receive('b', 'valid'), look('valid')],
    ),
  ).toEqual([
    ...[['Invited'], ['Received', 'Verified'], ['withdrawn'], [], [], ['in-force']],
    ...[['suspended'], ['Received', 'Verified'], []],
  ]);
});

it('takes nothing for what nobody asked for, nor after it was closed, nor without end', () => {
  expect(() => decide(receive('a', 'valid'))).toThrow(expect.objectContaining({ code: 'endorsement.missing' }));
  expect(() => decide(invite, close, receive('a', 'valid'))).toThrow(
    expect.objectContaining({ code: 'endorsement.closed' }),
  );
  const bad = Array.from({ length: 21 }, (_, n) => receive(`bad ${n}`, 'invalid'));
  expect(() => decide(invite, ...bad)).toThrow(expect.objectContaining({ code: 'endorsement.refused-often' }));
  expect(decide(invite, ...bad.slice(1), close, close).slice(-2)).toEqual([['Closed'], []]);
});

describe('a body', () => {
  const acme = { body: 'acme', name: 'ACME', signer: 'did:web:acme.example', by: 'k' };
  const register = (body: typeof acme) => ({
    type: 'Register' as const,
    body,
    isOwn: (id: string) => id.includes('learn'),
  });

  it('is known under every id it had, and not twice under the same', () => {
    const first = bodyDecider.decide([], register(acme));
    const state = first.reduce(bodyDecider.evolve, bodyDecider.initial);
    expect(bodyDecider.decide(state, register({ ...acme, by: 'other' }))).toEqual([]);
    const changed = bodyDecider.decide(state, register({ ...acme, signer: 'did:key:z6Mk' }));
    expect([...signersOf(changed.reduce(bodyDecider.evolve, state))]).toEqual(['did:web:acme.example', 'did:key:z6Mk']);
  });

  it('is never the issuer itself', () => {
    expect(() => bodyDecider.decide([], register({ ...acme, signer: 'did:web:learn.example' }))).toThrow(
      expect.objectContaining({ code: 'body.own-key' }),
    );
  });
});

it('a look that reaches nobody keeps when it last did, and since when it does not', () => {
  const at = (minute: number) => new Date(now.getTime() + minute * 60_000);
  const first = lookAfter(undefined, { endorsement, reached: true, now: at(0) });
  const second = lookAfter(first, { endorsement, reached: false, now: at(1) });
  const third = lookAfter(second, { endorsement, reached: false, now: at(2) });
  expect(third).toEqual({ endorsement, lookedAt: at(2), reachedAt: at(0), unreachableSince: at(1) });
  expect(lookAfter(third, { endorsement, reached: true, now: at(3) }).unreachableSince).toBeNull();
});
