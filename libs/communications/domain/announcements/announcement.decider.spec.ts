import {
  announcementContent,
  AnnouncementCorrected,
  AnnouncementDrafted,
  type AnnouncementEvent,
  AnnouncementPublished,
  AnnouncementWithdrawn,
  PostAttempted,
  PostDemanded,
  PostPutOff,
  PostRefused,
  PostTaken,
  PostUnknown,
} from '@laurel/contracts';
import { type AnnouncementCommand, announcementDecider, isAnnounced, noticeFor } from './announcement.decider.ts';
import { MOST_POST_ATTEMPTS } from './post-answers.ts';

const now = new Date('2026-03-02T12:00:00Z');
const contentOf = (title: string) =>
  announcementContent.parse({ title, summary: 's', action: { label: 'Go', url: 'https://x.example' } });
const one = contentOf('one');
const two = contentOf('two');

const stateAfter = (...events: readonly AnnouncementEvent[]) =>
  events.reduce(announcementDecider.evolve, announcementDecider.initial);
const given = (...events: readonly AnnouncementEvent[]) => ({
  when: (command: object) =>
    announcementDecider.decide(stateAfter(...events), { ...command, announcement: 'a' } as AnnouncementCommand),
});
const of = (version = 1) => ({ announcement: 'a', version, channel: 'general' });
const published = AnnouncementPublished.of({ announcement: 'a', version: 1, content: one, channels: ['general'] });
const corrected = AnnouncementCorrected.of({ announcement: 'a', version: 2, content: two, what: 'the date' });
const withdrawn = AnnouncementWithdrawn.of({ announcement: 'a', version: 2, why: 'too early' });
const attempted = (version = 1, attempt = 1) => PostAttempted.of({ ...of(version), attempt });
const taken = PostTaken.of(of());
const unknown = PostUnknown.of({ ...of(), why: 'attempt 1 got no answer: it may stand in the channel' });
const attempt = { type: 'AttemptPost', channel: 'general', now };
const answer = (outcome: string, more = {}, version = 1) => ({
  ...{ type: 'AnswerPost', channel: 'general', version, now },
  answer: { outcome, reason: 'slack 429', ...more },
});

it('is published once, corrected in versions, and withdrawn for good', () => {
  const publish = { type: 'Publish', content: one, channels: ['general'] };
  expect(given().when(publish)).toEqual([published]);
  expect(given(published).when(publish)).toEqual([]);
  expect(() => given(published).when({ ...publish, content: two })).toThrow('is published already');
  const correct = { type: 'Correct', content: two, what: 'the date' };
  expect(given(published).when(correct)).toEqual([corrected]);
  expect(given(published, corrected).when(correct)).toEqual([]);
  expect(given(published).when({ type: 'Withdraw', why: 'too early' })).toEqual([withdrawn]);
  expect(given(published, withdrawn).when({ type: 'Withdraw', why: 'again' })).toEqual([]);
  expect(() => given(published, withdrawn).when(correct)).toThrow('It is withdrawn');
  expect(() => given().when(correct)).toThrow('There is no such announcement');
});

it('waits as a draft, in its newest words, until it is published', () => {
  const drafted = AnnouncementDrafted.of({ announcement: 'a', content: one });
  expect(given().when({ type: 'Draft', content: one })).toEqual([drafted]);
  expect(given(drafted).when({ type: 'Draft', content: one })).toEqual([]);
  expect(given(drafted).when({ type: 'Publish', content: one, channels: ['general'] })).toEqual([published]);
  expect(() => given(drafted).when({ type: 'Withdraw', why: 'x' })).toThrow('There is no such announcement');
  expect(() => given(drafted, published).when({ type: 'Draft', content: two })).toThrow('correct it instead');
});

it('is posted once to a channel, and says what the channel said', () => {
  expect(given(published).when(attempt)).toEqual([attempted()]);
  expect(given(published).when({ ...attempt, channel: 'other' })).toEqual([]);
  const tried = given(published, attempted());
  expect(tried.when(attempt)).toEqual([]);
  expect(tried.when(answer('accepted'))).toEqual([taken]);
  expect(tried.when(answer('rejected'))).toEqual([PostRefused.of({ ...of(), why: 'slack 429' })]);
  expect(given(published, attempted(), taken).when(attempt)).toEqual([]);
});

it('waits as long as the channel asks, and takes the last "later" for a no', () => {
  const later = answer('tryLater', { retryAfterMs: 90_000 });
  const putOff = PostPutOff.of({ ...of(), until: '2026-03-02T12:01:30.000Z', why: 'slack 429' });
  expect(given(published, attempted()).when(later)).toEqual([putOff]);
  const waiting = given(published, attempted(), putOff);
  expect(waiting.when(attempt)).toEqual([]);
  expect(waiting.when({ ...attempt, now: new Date('2026-03-02T12:01:30Z') })).toEqual([attempted(1, 2)]);
  expect(given(published, attempted(1, MOST_POST_ATTEMPTS)).when(later)).toEqual([
    PostRefused.of({ ...of(), why: `slack 429, after ${MOST_POST_ATTEMPTS} attempts` }),
  ]);
});

it('never posts again by itself what may stand there, hears a late answer, and posts again when somebody demands it', () => {
  expect(given(published, attempted()).when({ type: 'GiveUpPost', channel: 'general' })).toEqual([unknown]);
  const open = given(published, attempted(), unknown);
  expect(open.when(attempt)).toEqual([]);
  expect(open.when(answer('accepted'))).toEqual([taken]);
  const demanded = PostDemanded.of(of());
  expect(open.when({ type: 'DemandPost', channel: 'general' })).toEqual([demanded]);
  expect(given(published, attempted(), unknown, demanded).when(attempt)).toEqual([attempted()]);
  expect(given(published, attempted(), taken).when({ type: 'DemandPost', channel: 'general' })).toEqual([]);
  expect(() => open.when({ type: 'DemandPost', channel: 'other' })).toThrow('does not go to other');
});

it('tells of a correction who may have heard, and the whole to who did not', () => {
  const heard = stateAfter(published, attempted(), taken, corrected);
  const deaf = stateAfter(published, corrected);
  if (!isAnnounced(heard) || !isAnnounced(deaf)) throw new Error('it is published');
  expect(noticeFor(heard, 'general')).toEqual({ is: 'corrected', what: 'the date' });
  expect(noticeFor(deaf, 'general')).toEqual({ is: 'published' });
  expect(given(published, attempted(), taken, corrected).when(attempt)).toEqual([attempted(2)]);
});

it('takes back only where it may have been heard', () => {
  expect(given(published, withdrawn).when(attempt)).toEqual([]);
  expect(given(published, attempted(), unknown, withdrawn).when(attempt)).toEqual([attempted(2)]);
});

it('leaves a channel alone that refuses, until somebody looked', () => {
  const refused = PostRefused.of({ ...of(), why: 'slack 404' });
  const history = [published, attempted(), refused, corrected] as const;
  expect(given(...history).when(attempt)).toEqual([]);
  expect(given(...history).when({ type: 'DemandPost', channel: 'general' })).toEqual([PostDemanded.of(of(2))]);
});

it('an answer to a notice that was replaced says nothing about the newest', () =>
  expect(given(published, attempted(), corrected).when(answer('accepted', {}, 1))).toEqual([]));
