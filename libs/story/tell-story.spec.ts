import { type AnyLearningEvent, type CloudEvent, type LearningEventType, readLearningEvent } from '@laurel/contracts';
import { momentsUntil, tellStory } from './index.ts';

const DAY = 86_400_000;
const until = new Date('2026-11-01T00:00:00Z');
const certification = until.getTime() - 182 * DAY;
const untold = tellStory({ seed: 'laurel', until });
/** Every engineer but each tenth, in three waves, as a campaign would. */
const invited = new Map(
  untold.people.flatMap(({ learner }, n) =>
    n % 10 === 0 ? [] : [[learner, new Date(certification + (7 + 14 * (n % 3)) * DAY)] as const],
  ),
);
const story = tellStory({ seed: 'laurel', until, invited });
const encoder = new TextEncoder();
const read = (event: CloudEvent) => readLearningEvent(encoder.encode(JSON.stringify(event)), until);
const facts = story.events.map(read);

type DataOf<T extends LearningEventType> = Extract<AnyLearningEvent, { type: T }>['data'];
const ofType = <T extends LearningEventType>(type: T) =>
  facts.flatMap(({ event, subject, occurredAt }) =>
    event.type === type ? [{ subject, occurredAt, data: event.data as DataOf<T> }] : [],
  );
const consulting = <F extends { data: { course?: string | undefined } }>(all: readonly F[]) =>
  all.filter(({ data }) => data.course === 'consulting');
const learnersOf = (all: readonly { subject: string }[]) => new Set(all.map(({ subject }) => subject));
const enrolledOnce = new Map(
  consulting(ofType('learning.Enrolled'))
    .toReversed()
    .map(({ subject, occurredAt }) => [subject, occurredAt.getTime()]),
);
const completed = learnersOf(consulting(ofType('learning.CourseCompleted')));
const started = learnersOf(consulting(ofType('learning.CourseStarted')));
const withdrawn = learnersOf(consulting(ofType('learning.Withdrawn')));
const cohort = (from: number, to: number) =>
  [...enrolledOnce].filter(([, at]) => at >= from && at < to).map(([learner]) => learner);
const shareIn = (some: ReadonlySet<string>, all: readonly string[]) =>
  all.filter((one) => some.has(one)).length / all.length;

it('is the same to the byte for the same seed, and another for another', () => {
  expect(JSON.stringify(tellStory({ seed: 'laurel', until, invited }))).toBe(JSON.stringify(story));
  expect(JSON.stringify(tellStory({ seed: 'oak', until, invited }))).not.toBe(JSON.stringify(story));
});

it('tells the same up to an invitation, whoever is invited then and later', () => {
  const second = certification + 21 * DAY;
  const firstOnly = new Map([...invited].filter(([, at]) => at.getTime() < second));
  const before = ({ events }: typeof story, at: number) =>
    events.filter(({ recordedtime }) => Date.parse(recordedtime ?? '') < at);
  const first = tellStory({ seed: 'laurel', until, invited: firstOnly });
  expect(before(untold, certification + 7 * DAY)).toEqual(before(story, certification + 7 * DAY));
  expect(before(first, second)).toEqual(before(story, second));
  expect(before(first, until.getTime())).not.toEqual(before(story, until.getTime()));
});

it('lets those enrol who were invited, soon after they were, and fewer of those who were not', () => {
  const cameWithin = (days: number, from: ReadonlyMap<string, Date>) =>
    [...from].filter(([learner, at]) => {
      const enrolled = enrolledOnce.get(learner) ?? Infinity;
      return enrolled >= at.getTime() && enrolled < at.getTime() + days * DAY;
    }).length / from.size;
  const notInvited = new Map(
    untold.people
      .filter(({ learner }) => !invited.has(learner))
      .map(({ learner }) => [learner, new Date(certification + 7 * DAY)]),
  );
  const wave = (n: number) =>
    new Map([...invited].filter(([, at]) => at.getTime() === certification + (7 + 14 * n) * DAY));
  for (const n of [0, 1, 2]) expect(cameWithin(30, wave(n))).toBeGreaterThan(2 * cameWithin(30, notInvited));
  expect(cameWithin(14, wave(2))).toBeGreaterThan(
    cameWithin(14, new Map([...wave(2)].map(([learner, at]) => [learner, new Date(at.getTime() - 14 * DAY)]))),
  );
});

it('lets Laurel look in the order of time, up to the end', () => {
  const { announced, firstWave, looks } = momentsUntil(until);
  expect(looks).toEqual(looks.toSorted((a, b) => a.getTime() - b.getTime()));
  expect(looks[0]!.getTime()).toBeGreaterThan(announced.getTime());
  expect(looks.at(-1)!.getTime()).toBe(until.getTime() - 10 * 3_600_000);
  expect(firstWave.getUTCDay()).toBe(2);
  for (const days of [0, 14, 28]) {
    expect(looks.map((look) => look.getTime())).toContain(firstWave.getTime() + days * DAY);
  }
});

it('is long enough to mean something and short enough to play', () => {
  expect(story.events.length).toBeGreaterThan(50_000);
  expect(story.events.length).toBeLessThan(120_000);
});

it('has a thousand engineers in twelve countries', () => {
  const people = ofType('learning.PersonDescribed');
  expect(learnersOf(people).size).toBe(1000);
  expect(new Set(people.map(({ data }) => data.attributes['country'])).size).toBe(12);
});

it('lasts fourteen months, and tells nothing before it was known or after the end', () => {
  const opening = Math.min(...enrolledOnce.values());
  expect((until.getTime() - opening) / DAY).toBeGreaterThan(400);
  const early = facts.filter(({ knownAt, occurredAt }) => knownAt! <= occurredAt || knownAt! >= until);
  expect(early).toEqual([]);
});

it('loses most before the certification and keeps most after it', () => {
  const before = cohort(0, certification - 120 * DAY);
  const after = cohort(certification, until.getTime() - 100 * DAY);
  expect(before.length).toBeGreaterThan(150);
  expect(after.length).toBeGreaterThan(100);
  expect(shareIn(completed, before)).toBeLessThan(0.4);
  expect(shareIn(completed, after)).toBeGreaterThan(0.5);
  const byThen = learnersOf(
    consulting(ofType('learning.CourseCompleted')).filter(({ occurredAt }) => occurredAt.getTime() < certification),
  );
  expect(shareIn(byThen, before)).toBeLessThan(0.25);
});

it('draws more enrolments in the months after the advertising than in those before', () => {
  const months = 90 * DAY;
  expect(cohort(certification, certification + months).length).toBeGreaterThan(
    2 * cohort(certification - months, certification).length,
  );
});

it('has better scores once something waits at the end', () => {
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
  const scores = (from: number, to: number) =>
    consulting(ofType('learning.AssessmentSubmitted'))
      .filter(({ occurredAt, data }) => data.attempt === 1 && occurredAt.getTime() >= from && occurredAt.getTime() < to)
      .map(({ data }) => data.score!.scaled!);
  expect(mean(scores(certification, Infinity)) - mean(scores(0, certification))).toBeGreaterThan(0.06);
});

it('has fewer customer escalations at the end than before the certification', () => {
  const count = (from: number, to: number) =>
    ofType('learning.OutcomeObserved').filter(
      ({ data, occurredAt }) => data.value === 1 && occurredAt.getTime() >= from && occurredAt.getTime() < to,
    ).length;
  const before = count(certification - 90 * DAY, certification);
  expect(count(until.getTime() - 90 * DAY, until.getTime())).toBeLessThan(0.85 * before);
});

it('leaves a known few who enrolled two to six weeks ago and never started', () => {
  const waiting = cohort(until.getTime() - 40 * DAY, until.getTime() - 14 * DAY).filter(
    (learner) => !started.has(learner) && !withdrawn.has(learner),
  );
  expect(waiting.length).toBeGreaterThanOrEqual(15);
  expect(waiting.length).toBeLessThanOrEqual(30);
});

it('lets nobody wait in the yearly training, which most have taken three times', () => {
  const security = ofType('learning.CourseCompleted').filter(({ data }) => data.course === 'security-awareness');
  const rounds = [...learnersOf(security)].map(
    (learner) => security.filter(({ subject }) => subject === learner).length,
  );
  expect(Math.max(...rounds)).toBeGreaterThanOrEqual(3);
  expect(rounds.filter((count) => count >= 3).length).toBeGreaterThan(500);
});

it('tells some twice, some late and some under two ids', () => {
  const ids = story.events.map(({ source, id }) => `${source} ${id}`);
  expect(ids.length - new Set(ids).size).toBeGreaterThan(50);
  expect(
    facts.filter(({ knownAt, occurredAt }) => knownAt!.getTime() - occurredAt.getTime() > DAY).length,
  ).toBeGreaterThan(300);
  expect(ids.filter((id) => id.endsWith('/again')).length).toBeGreaterThan(3);
});

it('says the same under the same identity, always', () => {
  const byId = new Map<string, string>();
  for (const event of story.events) {
    const [key, bytes] = [`${event.source} ${event.id}`, JSON.stringify(event)];
    if (byId.has(key) && byId.get(key) !== bytes) throw new Error(`${key} was told in two ways`);
    byId.set(key, bytes);
  }
  expect(byId.size).toBeGreaterThan(50_000);
});

it('keeps names and addresses out of the events', () => {
  const { email, name } = story.people[0]!;
  const all = JSON.stringify(story.events);
  expect(all).not.toContain(name);
  expect(all).not.toContain('@example.test');
  expect(email).toMatch(/^[a-z]+\.[a-z]+\.\d{4}@example\.test$/);
  expect(new Set(story.people.map((person) => person.email)).size).toBe(story.people.length);
  expect(story.people.length).toBeLessThan(1000);
});
