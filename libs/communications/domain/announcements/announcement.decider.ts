import {
  type AnnouncementContent,
  AnnouncementCorrected,
  AnnouncementDrafted,
  type AnnouncementEvent,
  announcementEvents,
  AnnouncementPublished,
  AnnouncementWithdrawn,
  canonicalJson,
  PostAttempted,
  PostDemanded,
} from '@laurel/contracts';
import { BadEvent, type Decider, type EventOf, Refused } from '@laurel/kernel';
import { answerPost, type AnswerPost, giveUpPost, type GiveUpPost } from './post-answers.ts';

/** Where the newest notice of an announcement stands in one chat channel. */
export interface PostState {
  readonly is: 'due' | 'put-off' | 'attempting' | 'taken' | 'refused' | 'unknown';
  /** At this notice. */
  readonly attempts: number;
  /** Of what is put off. */
  readonly until?: Date;
  /** The channel may have heard of this announcement, by this notice or an earlier one. */
  readonly heard: boolean;
}

/** What a channel is told: the announcement, what changed of it, or that it is taken back. */
export type Notice =
  | { readonly is: 'published' }
  | { readonly is: 'corrected'; readonly what: string }
  | { readonly is: 'withdrawn'; readonly why: string };

export interface Announced {
  readonly is: 'published' | 'withdrawn';
  readonly version: number;
  readonly content: AnnouncementContent;
  readonly notice: Notice;
  /** By channel. */
  readonly posts: ReadonlyMap<string, PostState>;
}
export type AnnouncementState =
  { readonly is: 'none' } | { readonly is: 'draft'; readonly content: AnnouncementContent } | Announced;

/** Words for later. */
export interface Draft {
  readonly type: 'Draft';
  readonly announcement: string;
  readonly content: AnnouncementContent;
}

export interface Publish {
  readonly type: 'Publish';
  readonly announcement: string;
  readonly content: AnnouncementContent;
  readonly channels: readonly string[];
}
export interface Correct {
  readonly type: 'Correct';
  readonly announcement: string;
  readonly content: AnnouncementContent;
  /** What changed, in words for who read it. */
  readonly what: string;
}
export interface Withdraw {
  readonly type: 'Withdraw';
  readonly announcement: string;
  readonly why: string;
}
export interface AttemptPost {
  readonly type: 'AttemptPost';
  readonly announcement: string;
  readonly channel: string;
  readonly now: Date;
}
export interface DemandPost {
  readonly type: 'DemandPost';
  readonly announcement: string;
  readonly channel: string;
}
export type AnnouncementCommand =
  Draft | Publish | Correct | Withdraw | AttemptPost | DemandPost | AnswerPost | GiveUpPost;

const definitions = new Map<string, (typeof announcementEvents)[number]>(
  announcementEvents.map((one) => [one.type, one]),
);

export const announcementStream = (announcement: string): string => `publication-${announcement}`;

/** One announcement, its versions, and what became of it in each chat channel: stream `publication-<id>`. */
export const announcementDecider: Decider<AnnouncementState, AnnouncementCommand, AnnouncementEvent> = {
  initial: { is: 'none' },
  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of an announcement`);
    return definition.read(stored);
  },
  evolve: (state, event) => {
    if (event.type === AnnouncementDrafted.type) return { is: 'draft', content: event.data.content };
    return isNotice(event) ? noticed(state, event) : posted(state, event);
  },
  decide: (state, command) => {
    if (command.type === 'Draft') return draft(state, command);
    if (command.type === 'Publish') return publish(state, command);
    if (!isAnnounced(state)) throw new Refused('announcement.missing', 'There is no such announcement');
    return decideAnnounced(state, command);
  },
};

export const isAnnounced = (state: AnnouncementState): state is Announced =>
  state.is === 'published' || state.is === 'withdrawn';

type NoticeEvent = EventOf<typeof AnnouncementPublished | typeof AnnouncementCorrected | typeof AnnouncementWithdrawn>;
const NOTICES = new Set<string>([AnnouncementPublished.type, AnnouncementCorrected.type, AnnouncementWithdrawn.type]);
const isNotice = (event: AnnouncementEvent): event is NoticeEvent => NOTICES.has(event.type);

const noticed = (state: AnnouncementState, event: NoticeEvent): AnnouncementState => {
  const { version } = event.data;
  switch (event.type) {
    case 'communications.AnnouncementPublished': {
      const { content, channels } = event.data;
      const posts = new Map<string, PostState>(channels.map((one) => [one, { is: 'due', attempts: 0, heard: false }]));
      return { is: 'published', version, content, notice: { is: 'published' }, posts };
    }
    case 'communications.AnnouncementCorrected': {
      const { content, what } = event.data;
      return { is: 'published', version, content, notice: { is: 'corrected', what }, posts: dueAgain(state) };
    }
    case 'communications.AnnouncementWithdrawn': {
      if (!isAnnounced(state)) return state;
      const { why } = event.data;
      return { ...state, is: 'withdrawn', version, notice: { is: 'withdrawn', why }, posts: dueToHeard(state) };
    }
  }
};

/** Every channel is due again, but one that refuses: somebody must look at it first. */
const dueAgain = (state: AnnouncementState): ReadonlyMap<string, PostState> =>
  isAnnounced(state)
    ? new Map([...state.posts].map(([channel, post]) => [channel, post.is === 'refused' ? post : dueAfter(post)]))
    : new Map();

/** An attempt under way may have been heard. */
const dueAfter = ({ is, heard }: PostState): PostState => ({
  ...{ is: 'due', attempts: 0 },
  heard: heard || is === 'attempting',
});

/** A channel that surely heard nothing needs to hear of no withdrawal. */
const dueToHeard = (state: Announced): ReadonlyMap<string, PostState> =>
  new Map([...dueAgain(state)].filter(([, { heard }]) => heard));

/** What a channel is told next: the whole announcement where it has not heard of it. */
export const noticeFor = ({ posts, notice }: Announced, channel: string): Notice =>
  posts.get(channel)?.heard ? notice : { is: 'published' };

type PostEvent = Exclude<AnnouncementEvent, NoticeEvent | EventOf<typeof AnnouncementDrafted>>;

const posted = (state: AnnouncementState, event: PostEvent): AnnouncementState => {
  if (!isAnnounced(state) || event.data.version !== state.version) return state;
  const before = state.posts.get(event.data.channel);
  if (!before) return state;
  return { ...state, posts: new Map(state.posts).set(event.data.channel, postAfter(before, event)) };
};

const postAfter = (before: PostState, event: PostEvent): PostState => {
  const { attempts, heard } = before;
  switch (event.type) {
    case 'communications.PostAttempted':
      return { is: 'attempting', attempts: event.data.attempt, heard };
    case 'communications.PostTaken':
      return { is: 'taken', attempts, heard: true };
    case 'communications.PostPutOff':
      return { is: 'put-off', attempts, heard, until: new Date(event.data.until) };
    case 'communications.PostRefused':
      return { is: 'refused', attempts, heard };
    case 'communications.PostUnknown':
      return { is: 'unknown', attempts, heard: true };
    case 'communications.PostDemanded':
      return { is: 'due', attempts: 0, heard };
  }
};

const draft = (state: AnnouncementState, { announcement, content }: Draft): readonly AnnouncementEvent[] => {
  if (isAnnounced(state)) {
    throw new Refused('announcement.exists', `${announcement} is published already: correct it instead`);
  }
  return state.is === 'draft' && isSame(state.content, content)
    ? []
    : [AnnouncementDrafted.of({ announcement, content })];
};

const publish = (state: AnnouncementState, command: Publish): readonly AnnouncementEvent[] => {
  const { announcement, content, channels } = command;
  if (!isAnnounced(state))
    return [AnnouncementPublished.of({ announcement, version: 1, content, channels: [...channels] })];
  if (state.is === 'published' && isSame(state.content, content)) return [];
  throw new Refused(
    'announcement.exists',
    `${announcement} is published already: correct it, or give this one another id`,
  );
};

const isSame = (one: AnnouncementContent, other: AnnouncementContent): boolean =>
  canonicalJson(one) === canonicalJson(other);

const decideAnnounced = (
  state: Announced,
  command: Exclude<AnnouncementCommand, Draft | Publish>,
): readonly AnnouncementEvent[] => {
  switch (command.type) {
    case 'Correct':
      return correct(state, command);
    case 'Withdraw':
      return withdraw(state, command);
    case 'AttemptPost':
      return attempt(state, command);
    case 'DemandPost':
      return demand(state, command);
    case 'AnswerPost':
      return answerPost(state, command);
    case 'GiveUpPost':
      return giveUpPost(state, command);
  }
};

const correct = (state: Announced, { announcement, content, what }: Correct): readonly AnnouncementEvent[] => {
  if (state.is === 'withdrawn') throw new Refused('announcement.withdrawn', 'It is withdrawn: publish another one');
  if (isSame(state.content, content)) return [];
  return [AnnouncementCorrected.of({ announcement, version: state.version + 1, content, what })];
};

const withdraw = (state: Announced, { announcement, why }: Withdraw): readonly AnnouncementEvent[] =>
  state.is === 'withdrawn' ? [] : [AnnouncementWithdrawn.of({ announcement, version: state.version + 1, why })];

const attempt = (state: Announced, { announcement, channel, now }: AttemptPost): readonly AnnouncementEvent[] => {
  const post = state.posts.get(channel);
  if (!post || !isDue(post, now)) return [];
  return [PostAttempted.of({ announcement, version: state.version, channel, attempt: post.attempts + 1 })];
};

const isDue = ({ is, until }: PostState, now: Date): boolean =>
  is === 'due' || (is === 'put-off' && until !== undefined && now >= until);

const demand = (state: Announced, { announcement, channel }: DemandPost): readonly AnnouncementEvent[] => {
  const post = state.posts.get(channel);
  if (!post) throw new Refused('announcement.channel', `${announcement} does not go to ${channel}`);
  if (post.is !== 'refused' && post.is !== 'unknown') return [];
  return [PostDemanded.of({ announcement, version: state.version, channel })];
};
