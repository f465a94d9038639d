import {
  type CommunicationsEvent,
  MessageRequested,
  MessageSent,
  MessageSuppressed,
  SendAttempted,
} from '@laurel/contracts';
import { SHIPPED_CATEGORIES } from '../category.ts';
import { NO_CONTACT } from '../contact.ts';
import { localTime } from '../local-clock.ts';
import { type MessageCommand, messageDecider, type MessageState } from '../message.decider.ts';
import { quietUntil } from '../quiet-hours.ts';
import { type Circumstances, type Manners } from './courtesy.ts';

/** Both changes of the clock of every zone that has them lie in these 400 days, some of them twice. */
const FIRST_DAY = Date.parse('2026-02-20T00:00:00Z');
const DAYS = 400;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Asia/Calcutta', 'Antarctica/Troll'];
const QUIET = { from: 20, to: 8 };

/** Numbers that look drawn, the same in every run. */
const drawn = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const [reminder] = SHIPPED_CATEGORIES;
const of = {
  ...{ message: 'm1', firing: 'f1', rule: 'r', learner: 'ann' },
  ...{ course: 'c', run: '', registration: '' },
};

interface Walk {
  readonly zone: string;
  readonly manners: Manners;
  readonly draw: (below: number) => number;
}

/** A message on its way; everything is said to it twice, and the second time must change nothing. */
class Way {
  state: MessageState = messageDecider.initial;
  now: Date;
  sent = 0;

  constructor(
    readonly walk: Walk,
    due: number,
    public zone: string = walk.zone,
  ) {
    this.now = new Date(due);
  }

  tell(command: MessageCommand): CommunicationsEvent | undefined {
    const [event] = this.decide(command);
    if (this.decide(command).length > 0) throw new Error(`${command.type} twice decided twice`);
    if (event?.type === MessageSuppressed.type) throw new Error(`lost: ${JSON.stringify(event)}`);
    return event;
  }

  circumstances(): Circumstances {
    const { manners } = this.walk;
    return {
      ...{ message: 'm1', category: reminder!, priority: 4, now: this.now, manners, contact: NO_CONTACT },
      addressee: { timeZone: this.zone, holidayOn: () => undefined, absences: [], suppressed: undefined },
      ...{ gate: { is: 'go' }, notAfter: undefined, wroteAt: undefined },
    };
  }

  /** Woken late, and perhaps elsewhere. */
  wait(): void {
    const { draw } = this.walk;
    if (this.state.is !== 'waiting') return;
    if (draw(4) === 0) this.zone = ZONES[draw(ZONES.length)]!;
    this.now = new Date(Math.max(this.now.getTime(), this.state.until.getTime()) + draw(2) * draw(5_000));
  }

  private decide(command: MessageCommand): readonly CommunicationsEvent[] {
    const events = messageDecider.decide(this.state, command);
    this.state = events.reduce(messageDecider.evolve, this.state);
    this.sent += events.filter(({ type }) => type === MessageSent.type).length;
    return events;
  }
}

/** One message from when it falls due to its end: woken late, moved, its server away. */
const walk = (of_: Walk, due: number): Way => {
  const way = new Way(of_, due);
  for (let steps = 0; steps < 100 && way.state.is !== 'over'; steps++) step(way);
  if (way.state.is !== 'over') throw new Error(`a message of ${new Date(due).toISOString()} has no end`);
  return way;
};

const step = (way: Way): void => {
  const { draw } = way.walk;
  way.wait();
  const on = { of, template: 't', channel: 'email' } as const;
  if (way.tell({ type: 'Consider', ...on, circumstances: way.circumstances() })?.type !== MessageRequested.type) return;
  if (draw(8) === 0) way.now = new Date(way.now.getTime() + draw(20 * HOUR_MS)); // nothing could be sent for a while
  const written = { templateVersion: 1 };
  const attempted = way.tell({ type: 'Attempt', of, circumstances: way.circumstances(), written });
  if (attempted?.type !== SendAttempted.type) return;
  const { attempt } = attempted.data;
  const answer = { outcome: draw(20) === 0 ? 'tryLater' : 'accepted', reason: 'smtp 421' } as const;
  way.tell({ type: 'Answered', ...on, templateVersion: 1, attempt, address: 'a', answer, now: way.now });
};

const clocks = new Map<string, Intl.DateTimeFormat>();
/** Told by another format than the courtesies use. */
const onTheWall = (zone: string, time: Date): { hour: number; weekday: string } => {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', hourCycle: 'h23', weekday: 'short' });
  clocks.set(zone, clock);
  const parts = Object.fromEntries(clock.formatToParts(time).map(({ type, value }) => [type, value]));
  return { hour: Number(parts['hour']), weekday: parts['weekday'] ?? '' };
};

const isQuiet = (hour: number): boolean => hour < QUIET.to || hour >= QUIET.from;
const isWeekend = (weekday: string): boolean => weekday === 'Sat' || weekday === 'Sun';
const everyDay: Manners = {
  ...{ quietHours: QUIET, workingDays: new Set([1, 2, 3, 4, 5, 6, 7]) },
  cap: { messages: 4, days: 7 },
};

it('ends the quiet hours of every zone on each of 400 days where they end', () => {
  for (const [n, zone] of ZONES.entries()) {
    const draw = drawn(n + 2_000);
    for (let day = 0; day < DAYS; day++) {
      const at = new Date(FIRST_DAY + day * DAY_MS + draw(DAY_MS));
      const until = quietUntil(QUIET, zone, at);
      const { hour } = onTheWall(zone, at);
      const over = until && onTheWall(zone, until).hour;
      if ((until !== undefined) !== isQuiet(hour) || (over !== undefined && over !== QUIET.to)) {
        throw new Error(`${at.toISOString()} in ${zone}: ${hour} h, quiet until ${until?.toISOString()}`);
      }
    }
  }
});

/** The days before, of and after each change of the clock there. */
const changesOf = (zone: string): ReadonlySet<number> => {
  const offset = (day: number) => localTime(zone, new Date(FIRST_DAY + day * DAY_MS)).minute;
  const all = Array.from({ length: DAYS }, (_, day) => day);
  return new Set(all.filter((day) => day > 0 && offset(day) !== offset(day - 1)).flatMap((d) => [d - 2, d - 1, d]));
};

/** Sent once, in the day, and not before it was due. */
const decentEnd = (end: Way, due: number): Way => {
  const { hour } = onTheWall(end.zone, end.now);
  if (!isQuiet(hour) && end.sent === 1 && end.now.getTime() >= due) return end;
  throw new Error(`due ${new Date(due).toISOString()}: sent ${end.sent} times, at ${hour} h in ${end.zone}`);
};

it('sends none in a quiet hour, loses none and sends none twice, in every zone, at every change of the clock', () => {
  let moved = 0;
  const days = new Set<number>();
  for (const [n, zone] of ZONES.entries()) {
    const draw = drawn(n);
    const changes = changesOf(zone);
    for (let day = 0; day < DAYS; day++) {
      if ((day + n) % 16 !== 0 && !changes.has(day)) continue;
      days.add(day);
      const due = FIRST_DAY + day * DAY_MS + draw(DAY_MS);
      if (decentEnd(walk({ zone, manners: everyDay, draw }, due), due).zone !== zone) moved += 1;
    }
  }
  expect(days.size).toBe(DAYS);
  expect(moved).toBeGreaterThan(ZONES.length); // people did move while messages waited
});

it('waits no longer than it must: a message is sent at the first decent quarter of a working day', () => {
  const manners = { ...everyDay, workingDays: new Set([1, 2, 3, 4, 5]) };
  const noMishap = (below: number) => (below === 4 || below === 8 || below === 20 ? 1 : 0);
  for (const [n, zone] of ZONES.entries()) {
    for (let day = n % 40; day < DAYS; day += 40) {
      const due = FIRST_DAY + day * DAY_MS + drawn(n + day)(DAY_MS);
      const { now: sentAt } = walk({ zone, manners, draw: noMishap }, due);
      const at = onTheWall(zone, sentAt);
      const before = new Date(sentAt.getTime() - 900_000);
      const earlier = onTheWall(zone, before);
      const wasDecent = before.getTime() >= due && !isQuiet(earlier.hour) && !isWeekend(earlier.weekday);
      if (isQuiet(at.hour) || isWeekend(at.weekday) || wasDecent) {
        throw new Error(`due ${new Date(due).toISOString()} in ${zone}, sent ${sentAt.toISOString()}`);
      }
    }
  }
});
