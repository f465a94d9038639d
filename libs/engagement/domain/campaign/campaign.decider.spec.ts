import { campaignDefinition } from '@laurel/contracts';
import { type CampaignCommand, campaignDecider, type Draft, type Estimate } from './campaign.decider.ts';
import { type CampaignEvent } from './campaign.events.ts';
import { statusOf } from './campaign.state.ts';

const people = (state: string) => ({ about: 'enrolment', criterion: { is: 'state', state } });
const definition = campaignDefinition.parse({
  title: 'The consulting certificate',
  goal: { meets: people('completed'), within: { days: 60 } },
  audience: people('current'),
  steps: [{ id: 'invite', do: 'message', template: 'invitation' }],
  window: { from: '2026-03-01T00:00:00Z', to: '2026-06-30T00:00:00Z' },
  category: 'learning-campaign',
});
const estimate: Estimate['estimate'] = {
  asOf: '2026-02-20T00:00:00Z',
  ...{ audience: 10, excluded: { goalReached: 1, inAnotherCampaign: 0, heldOut: 1 }, entering: 8 },
  ...{ unreachable: { noAddress: 1, suppressed: 0, optedOut: 0, capped: 0 }, reachable: 7 },
  ...{ messages: { least: 8, most: 8 }, waves: [], remarks: [] },
};

const draft: Draft = { type: 'Draft', campaign: 'certificate', definition, salt: 'salt' };
const draftAnew = (title: string): Draft => ({ ...draft, definition: { ...definition, title } });
const estimated: CampaignCommand = { type: 'Estimate', version: 1, estimate };
const submit: CampaignCommand = { type: 'Submit', version: 1, by: 'ann' };
const approve: CampaignCommand = { type: 'Approve', version: 1, by: 'bob' };
const launch: CampaignCommand = { type: 'Launch', version: 1, by: 'ann', now: new Date('2026-02-20T00:00:00Z') };
const at = (now: string): CampaignCommand => ({ type: 'PassTime', now: new Date(now) });
const halt = (type: 'Pause' | 'End' | 'Cancel'): CampaignCommand => ({ type, by: 'ann', why: 'a wrong link' });
const APPROVED = [draft, estimated, submit, approve];
const RUNNING = [...APPROVED, launch, at('2026-03-01T00:00:00Z')];

const fold = (commands: readonly CampaignCommand[]) => {
  const events: CampaignEvent[] = [];
  let state = campaignDecider.initial;
  for (const command of commands) {
    const decided = campaignDecider.decide(state, command);
    events.push(...decided);
    state = decided.reduce(campaignDecider.evolve, state);
  }
  return { state, events, status: state.is === 'none' ? 'none' : statusOf(state) };
};
const after = (...commands: readonly CampaignCommand[]) => ({
  decides: (command: CampaignCommand) =>
    campaignDecider.decide(fold(commands).state, command).map(({ type, data }) => [type.split('.')[1], data]),
  refuses: (command: CampaignCommand) => () => campaignDecider.decide(fold(commands).state, command),
});

it('goes from its draft to its end, one state after the other', () => {
  const statuses = [...RUNNING, halt('Pause'), { type: 'Resume', by: 'ann' } as const, at('2026-06-30T00:00:00Z')].map(
    (_, n, all) => fold(all.slice(0, n + 1)).status,
  );
  expect(statuses).toEqual([
    ...['draft', 'estimated', 'awaiting-approval', 'approved', 'scheduled', 'running', 'paused', 'running', 'ended'],
  ]);
});

it.each([...RUNNING.keys()])('told twice at step %i, decides nothing, or refuses what no longer makes sense', (n) => {
  const commands = RUNNING.slice(0, n + 1);
  const twice = commands.at(-1)!;
  if (twice.type === 'Estimate') return expect(fold([...commands, twice]).status).toBe('estimated'); // counted anew
  expect(after(...commands).decides(twice)).toEqual([]);
});

it.each([halt('Pause'), halt('End'), halt('Cancel'), { type: 'Resume', by: 'ann' } as const])(
  'told twice: $type',
  (command) => {
    const before = command.type === 'Resume' ? [...RUNNING, halt('Pause')] : RUNNING;
    expect(after(...before).decides(command)).toHaveLength(1);
    expect(after(...before, command).decides(command)).toEqual([]);
  },
);

describe('approval', () => {
  it('is another person’s than who submitted', () => {
    expect(after(draft, estimated, submit).refuses({ ...approve, by: 'ann' })).toThrow(/another key must/);
    expect(after(draft, estimated, submit).decides(approve)).toHaveLength(1);
  });

  it('comes after the estimate and the submission', () => {
    expect(after(draft).refuses(submit)).toThrow(/is draft; submitted is what was estimated/);
    expect(after(draft, estimated).refuses(approve)).toThrow(/is estimated/);
    expect(after(draft, estimated, submit).refuses(launch)).toThrow(/is awaiting approval/);
  });

  it('is of the version that was seen: what was changed meanwhile is another', () => {
    const changed = [draft, estimated, submit, draftAnew('changed')];
    expect(after(...changed).refuses(approve)).toThrow(/version 1 is not the one in preparation; that is 2/);
    expect(after(...changed).decides({ ...estimated, version: 2 })).toHaveLength(1);
  });

  it('may be refused, and asked for again', () => {
    const returned: CampaignCommand = { type: 'Return', version: 1, by: 'bob', why: 'too many messages' };
    expect(fold([draft, estimated, submit, returned]).status).toBe('draft');
    expect(after(draft, estimated, submit, returned).refuses(approve)).toThrow(/is draft/);
  });
});

describe('a change', () => {
  it('that changes nothing is none', () => expect(after(...RUNNING).decides(draft)).toEqual([]));

  it('of a running campaign is a new version, which people enter once it was launched', () => {
    const changed = [...RUNNING, draftAnew('changed')];
    expect(fold(changed).state).toMatchObject({ is: 'running', live: 1, preparing: { version: 2, stage: 'draft' } });
    const second = [
      { ...estimated, version: 2 },
      { ...submit, version: 2 },
      { ...approve, version: 2 },
    ];
    expect(after(...changed, ...second).decides({ ...launch, version: 2 })).toEqual([
      ['CampaignRevised', { campaign: 'certificate', version: 2, by: 'ann', at: '2026-02-20T00:00:00.000Z' }],
    ]);
    expect(fold([...changed, ...second, { ...launch, version: 2 }]).state).toMatchObject({ is: 'running', live: 2 });
  });

  it('keeps the salt of the first draft', () => {
    expect(after(draft).decides({ ...draftAnew('changed'), salt: 'other' })).toMatchObject([
      ['CampaignDrafted', { version: 2, salt: 'salt' }],
    ]);
  });
});

it('begins with its window, not before', () => {
  expect(after(...APPROVED, launch).decides(at('2026-02-28T23:59:59Z'))).toEqual([]);
  expect(after(...APPROVED, launch).decides(at('2026-03-01T00:00:00Z'))).toHaveLength(1);
});

it('that was paused before it began is scheduled again', () => {
  expect(fold([...APPROVED, launch, halt('Pause'), { type: 'Resume', by: 'ann' }]).status).toBe('scheduled');
  expect(fold([...APPROVED, launch, halt('Pause'), at('2026-03-02T00:00:00Z')]).status).toBe('paused');
});

it('that is over takes nothing more but corrections', () => {
  for (const end of [halt('End'), halt('Cancel')]) {
    const over = after(...RUNNING, end);
    expect(over.refuses(draftAnew('x'))).toThrow(/is (ended|cancelled)/);
    expect(over.refuses(halt('Pause'))).toThrow(/is (ended|cancelled)/);
    expect(over.decides(at('2026-07-01T00:00:00Z'))).toEqual([]);
  }
});

it('draws its waves once', () => {
  const waves: CampaignCommand = { type: 'DrawWaves', by: 'team', waves: [['a'], ['b']] };
  expect(after(...RUNNING).decides(waves)).toHaveLength(1);
  expect(after(...RUNNING, waves).decides({ ...waves, waves: [['b'], ['a']] })).toEqual([]);
});

it('notes a planned audience once, and later only who is new', () => {
  const planned: CampaignCommand = {
    ...{ type: 'NotePlanned', version: 1, asOf: new Date('2026-03-01T00:00:00Z') },
    ...{ treated: 8, heldOut: 1, notEntered: 1 },
  };
  const nobody = { ...planned, treated: 0, heldOut: 0, notEntered: 0 };
  expect(after(...RUNNING).decides(nobody)).toHaveLength(1);
  expect(after(...RUNNING, planned).decides(nobody)).toEqual([]);
  expect(after(...RUNNING, planned).decides({ ...planned, treated: 1 })).toHaveLength(1);
});

it('corrects once under one name, and only what was launched', () => {
  const correct: CampaignCommand = {
    ...{ type: 'Correct', correction: 'link', by: 'ann', why: 'a wrong link', template: 'sorry' },
    corrected: { step: 'invite' },
  };
  expect(after(draft).refuses(correct)).toThrow(/has sent nothing/);
  expect(after(...RUNNING).decides(correct)).toHaveLength(1);
  expect(after(...RUNNING, correct).decides(correct)).toEqual([]);
  expect(after(...RUNNING, halt('End')).decides(correct)).toHaveLength(1);
});

it('refuses to be anything before its first draft', () => {
  expect(after().refuses(submit)).toThrow(/no such campaign/);
});

it('reads its own events back', () => {
  for (const event of fold(RUNNING).events) {
    const stored = { ...event, id: 'e', stream: 's', streamPosition: 0, recordedAt: new Date(0) };
    expect(campaignDecider.read({ ...stored, cause: { causation: 'c', correlation: 'c' } })).toEqual(event);
  }
});
