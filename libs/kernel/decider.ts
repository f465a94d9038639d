import { type DomainEvent } from './define-event.ts';
import { Conflict, type Cause, type EventStore, type RecordedEvent, type StreamAppend } from './event-store.port.ts';

/**
 * An aggregate as three pure parts. State holds only what `decide` needs; saying something twice decides `[]`, which
 * makes at-least-once callers safe; a command that makes no sense throws Refused.
 */
export interface Decider<State, Command, Event extends DomainEvent> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (state: State, command: Command) => readonly Event[];
  /** Reads a stored event of this aggregate in its newest version. */
  readonly read: (stored: RecordedEvent) => Event;
}

/** A command, the stream it is for, and why. */
export interface Order<Command> {
  readonly stream: string;
  readonly command: Command;
  readonly cause: Cause;
}

const ATTEMPTS = 5;

/** Load, fold, decide, append at the position that was read; decides anew when somebody else appended in between. */
export const run = async <State, Command, Event extends DomainEvent>(
  store: Pick<EventStore, 'read' | 'append'>,
  decider: Decider<State, Command, Event>,
  { stream, command, cause }: Order<Command>,
): Promise<readonly Event[]> => {
  for (let attempt = 1; ; attempt++) {
    const history = await store.read(stream);
    const state = history.map(decider.read).reduce(decider.evolve, decider.initial);
    const events = decider.decide(state, command);
    if (events.length === 0) return events;
    try {
      await store.append(stream, history.length, events, cause);
      return events;
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
    }
  }
};

/** What is to be decided about one of many streams; undefined: nothing. */
export type CommandFor<State, Command> = (stream: string, state: State) => Command | undefined;

export interface Orders<State, Command, Event> {
  readonly streams: readonly string[];
  /** Asked anew at each attempt, so that it may count. */
  readonly commands: () => CommandFor<State, Command>;
  /** What belongs into the same transaction, on streams of its own. */
  readonly besides?: (decided: readonly Event[]) => Promise<readonly StreamAppend[]>;
  readonly cause: Cause;
}

/**
 * The same for many streams: what was decided about all of them is appended in one transaction. Decides anew when somebody
 * else appended to one of them in between. Answers what was decided, by stream.
 */
export const runMany = async <State, Command, Event extends DomainEvent>(
  store: Pick<EventStore, 'readMany' | 'appendMany'>,
  decider: Decider<State, Command, Event>,
  { streams, commands, besides, cause }: Orders<State, Command, Event>,
): Promise<ReadonlyMap<string, readonly Event[]>> => {
  for (let attempt = 1; ; attempt++) {
    const histories = await store.readMany(streams);
    const commandFor = commands();
    const decided = streams.map((stream) => {
      const history = histories.get(stream) ?? [];
      const state = history.map(decider.read).reduce(decider.evolve, decider.initial);
      const command = commandFor(stream, state);
      return { stream, expected: history.length, events: command === undefined ? [] : decider.decide(state, command) };
    });
    const more = (await besides?.(decided.flatMap(({ events }) => events))) ?? [];
    try {
      await store.appendMany([...decided, ...more], cause);
      return new Map(decided.map(({ stream, events }) => [stream, events]));
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
    }
  }
};
