import { type SendingCommand, sendingDecider } from './sending.decider.ts';

const stop: SendingCommand = { type: 'Stop', by: 'ann', why: 'a wrong link went out' };
const allow: SendingCommand = { type: 'Allow', by: 'bob' };
const after = (...commands: readonly SendingCommand[]) =>
  commands.reduce(
    (state, command) => sendingDecider.decide(state, command).reduce(sendingDecider.evolve, state),
    sendingDecider.initial,
  );

it('stops at once, and is allowed again', () => {
  expect(after(stop)).toEqual({ by: 'ann', why: 'a wrong link went out' });
  expect(after(stop, allow)).toBeUndefined();
});

it.each([
  ['stopped', [stop], stop],
  ['allowed from the beginning', [], allow],
  ['allowed again', [stop, allow], allow],
])('told twice decides nothing: %s', (_, before, command) => {
  expect(sendingDecider.decide(after(...before), command)).toEqual([]);
});
