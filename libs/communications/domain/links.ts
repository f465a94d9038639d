import { type MessageLinks } from './templates/compose.port.ts';

/** What a link is for: the signature of one is worth nothing for another. */
export type LinkPurpose = 'unsubscribe' | 'preferences' | 'why' | 'reason' | 'click' | 'team' | 'suggestion';

/** Signs `text` for a purpose with the key of this Laurel: base64url, the same for the same text. */
export type Sign = (purpose: LinkPurpose, text: string) => string;

/** What a link says. A message stands for its person: no link holds a learner's id. */
export interface LinkSaid {
  readonly message: string;
  /** A category for `unsubscribe`, an answer for `reason`, a number for `suggestion`, '' else. */
  readonly detail: string;
}

/** A link of a message that leads on: its label, and where to. */
export interface TrackedLink {
  readonly message: string;
  readonly label: string;
  /** '' for the trap, which leads nowhere. */
  readonly url: string;
}

/** The label of the link that no person sees: who opens it is a program. */
export const TRAP = 'trap';

/** Answers to "why not yet?", as facts keep them and as people read them. */
export const REASONS = [
  { answer: 'no-time', label: 'No time' },
  { answer: 'too-easy', label: 'Too easy' },
  { answer: 'too-hard', label: 'Too hard' },
  { answer: 'on-leave', label: 'On leave' },
  { answer: 'wrong-course', label: 'Wrong course for me' },
  { answer: 'done-elsewhere', label: 'Done elsewhere' },
] as const;
export type ReasonAnswer = (typeof REASONS)[number]['answer'];

/** What decides which links a message carries. */
export interface LinksOf {
  readonly message: string;
  readonly category: string;
  /** False: nobody can leave the category. */
  readonly isOptional: boolean;
  readonly asksWhy: boolean;
}

export interface LinkMaker {
  readonly publicUrl: string;
  readonly sign: Sign;
}

/** The router reads no longer parameter: a longer address leads on by itself, uncounted. */
const LONGEST_TRACKED = 600;

/** The links that a message carries, the same whenever it is written again. */
export const linksOf = (maker: LinkMaker, of: LinksOf): MessageLinks => {
  const { message, category, isOptional, asksWhy } = of;
  const link = (purpose: LinkPurpose, detail = ''): string => linkTo(maker, purpose, { message, detail });
  return {
    unsubscribe: isOptional ? link('unsubscribe', category) : undefined,
    preferences: link('preferences'),
    why: link('why'),
    trap: trackedLink(maker, { message, label: TRAP, url: '' }),
    reasons: asksWhy ? REASONS.map(({ answer, label }) => ({ label, url: link('reason', answer) })) : [],
    track: (url, label) => (url.length > LONGEST_TRACKED ? url : trackedLink(maker, { message, label, url })),
  };
};

/** The page of a manager's report, and where a suggestion of it is confirmed. */
export const teamLink = (maker: LinkMaker, message: string): string => linkTo(maker, 'team', { message, detail: '' });
export const suggestionLink = (maker: LinkMaker, message: string, number: number): string =>
  linkTo(maker, 'suggestion', { message, detail: String(number) });

const linkTo = ({ publicUrl, sign }: LinkMaker, purpose: LinkPurpose, { message, detail }: LinkSaid): string =>
  `${trimmed(publicUrl)}/${purpose}/${tokenOf(sign, purpose, [message, detail])}`;

/** An address of this Laurel that counts a click and leads on; only to what was signed. */
export const trackedLink = ({ publicUrl, sign }: LinkMaker, { message, label, url }: TrackedLink): string =>
  `${trimmed(publicUrl)}/t/${tokenOf(sign, 'click', [message, label, url])}`;

/** What a link of `purpose` says; undefined where it was not signed here for that. */
export const readLink = (sign: Sign, purpose: LinkPurpose, token: string): LinkSaid | undefined => {
  const [message, detail = ''] = partsOf(sign, purpose, token) ?? [];
  return message === undefined ? undefined : { message, detail };
};

/** What a tracked link says; undefined where it was not signed here. */
export const readTrackedLink = (sign: Sign, token: string): TrackedLink | undefined => {
  const [message, label, url] = partsOf(sign, 'click', token) ?? [];
  return message === undefined || label === undefined || url === undefined ? undefined : { message, label, url };
};

const trimmed = (url: string): string => url.replace(/\/+$/, '');

/** `<parts>.<signature>`, both base64url: no mail program breaks or changes it. */
const tokenOf = (sign: Sign, purpose: LinkPurpose, parts: readonly string[]): string => {
  const said = toBase64Url(JSON.stringify(parts));
  return `${said}.${sign(purpose, said)}`;
};

const partsOf = (sign: Sign, purpose: LinkPurpose, token: string): readonly string[] | undefined => {
  const [said, signature, more] = token.split('.');
  if (!said || !signature || more !== undefined || !isEqual(signature, sign(purpose, said))) return undefined;
  const parts: unknown = JSON.parse(fromBase64Url(said)); // what was signed here is JSON
  return Array.isArray(parts) ? parts.map(String) : undefined;
};

/** In a time that does not tell where they differ. */
const isEqual = (a: string, b: string): boolean => {
  let differs = a.length ^ b.length;
  for (let n = 0; n < b.length; n++) differs |= (a.charCodeAt(n) || 0) ^ b.charCodeAt(n);
  return differs === 0;
};

const toBase64Url = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const fromBase64Url = (text: string): string =>
  new TextDecoder().decode(
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0)),
  );
