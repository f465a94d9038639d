import { endorsementInvitation } from '@laurel/contracts';
import {
  bodyKey,
  endorse,
  type EndorsementAnswer,
  freePlace,
  newWithdrawals,
  placeOf,
  signedStatusList,
  wordsOfInvitation,
  type Withdrawals,
  withdrawals,
} from '@laurel/endorsing';
import { existsSync } from 'node:fs';
import { parsedJson, readAs, readText, replace, WrongUse, writeNew } from './files.ts';
import { type Say } from './program.ts';

export interface SignOptions {
  readonly key: string;
  readonly out: string;
  readonly comment: string;
  readonly passRate?: string;
  readonly evidenceSample?: string;
  readonly reviewBy?: string;
  readonly validUntil?: string;
  readonly withdrawals: string;
  readonly list?: string;
  readonly never?: boolean;
}

export const showInvitation = async (path: string, say: Say): Promise<void> => {
  const invitation = await readAs(endorsementInvitation, path, 'invitation');
  for (const line of wordsOfInvitation(invitation)) say(line);
};

/** Signs on this machine; nothing is sent. */
export const signInvitation = async (path: string, options: SignOptions, say: Say): Promise<void> => {
  const [invitation, key] = await Promise.all([
    readAs(endorsementInvitation, path, 'invitation'),
    readAs(bodyKey, options.key, 'key'),
  ]);
  const { comment, validUntil } = options;
  const conditions = conditionsOf(options);
  const kept = options.never ? undefined : await withdrawalsFor(options);
  const answer = {
    ...{ comment, conditions },
    ...(validUntil === undefined ? {} : { validUntil: new Date(dayOf(validUntil)) }),
    ...(kept ? { withdrawal: await takePlace(kept, options) } : {}),
  };
  const document = await endorse(invitation, answer, { key, id: crypto.randomUUID(), now: new Date() });
  await writeNew(options.out, document);
  say(`Signed: ${options.out}. Send it back by mail, or:`);
  say(`  curl --data-binary @${options.out} -H 'content-type: application/vc' ${invitation.answerTo}`);
  if (kept) sayHowToPublish(kept, options, say);
};

const conditionsOf = ({ passRate, evidenceSample, reviewBy }: SignOptions): EndorsementAnswer['conditions'] => ({
  passRate: passRate === undefined ? undefined : bandOf(passRate),
  evidenceSample: evidenceSample === undefined ? undefined : countOf(evidenceSample),
  reviewBy: reviewBy === undefined ? undefined : dayOf(reviewBy),
});

/** Remembered before it is used: a place must never be given out twice. */
const takePlace = async (kept: Withdrawals, { withdrawals: path }: SignOptions) => {
  const index = freePlace(kept, () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
  await replace(path, { ...kept, given: [...kept.given, index] });
  return { list: kept.list, index };
};

const sayHowToPublish = (kept: Withdrawals, { key, withdrawals: path }: SignOptions, say: Say): void => {
  if (kept.given.length > 0) return;
  say(`It counts once your status list is published at ${kept.list}. Make the list, still empty, by:`);
  say(`  laurel-endorse list --key ${key} --withdrawals ${path} --out status-list.json`);
};

const withdrawalsFor = async ({ withdrawals: path, list }: SignOptions): Promise<Withdrawals> => {
  if (existsSync(path)) return readAs(withdrawals, path, 'list of withdrawals');
  if (list === undefined) {
    throw new WrongUse(
      'Say where you will publish your status list (--list https://…), or that it is never withdrawn (--never)',
    );
  }
  return newWithdrawals(list);
};

export interface ListOptions {
  readonly key: string;
  readonly withdrawals: string;
  readonly out: string;
}

/** The new status list, without these endorsements; the body publishes it itself. */
export const withdraw = async (paths: readonly string[], options: ListOptions, say: Say): Promise<void> => {
  const [kept, key] = await Promise.all([
    readAs(withdrawals, options.withdrawals, 'list of withdrawals'),
    readAs(bodyKey, options.key, 'key'),
  ]);
  const places = await Promise.all(paths.map((path) => placeIn(path, kept)));
  const next = { ...kept, withdrawn: [...new Set([...kept.withdrawn, ...places])] };
  const signed = await signedStatusList(next, { key, now: new Date() });
  await replace(options.withdrawals, next);
  await replace(options.out, signed);
  say(`Publish ${options.out} at ${kept.list}. ${next.withdrawn.length} of ${next.given.length} are withdrawn in it.`);
};

const placeIn = async (path: string, { list, given }: Withdrawals): Promise<number> => {
  const place = placeOf(parsedJson(await readText(path), path));
  if (place?.list !== list || !given.includes(place.index)) {
    throw new WrongUse(`${path} has no place in the status list of this file: it cannot be withdrawn by it`);
  }
  return place.index;
};

const bandOf = (text: string): { readonly atLeast: number; readonly atMost: number } => {
  const { from, to } = /^(?<from>\d{1,3}(\.\d+)?)-(?<to>\d{1,3}(\.\d+)?)$/.exec(text)?.groups ?? {};
  const band = { atLeast: Number(from), atMost: Number(to) };
  if (!(band.atLeast <= band.atMost && band.atMost <= 100))
    throw new WrongUse('--pass-rate is from-to in percent, such as 40-90');
  return band;
};

const countOf = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new WrongUse('--evidence-sample is a whole number');
  return Number(text);
};

const dayOf = (text: string): string => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new WrongUse(`${text} is no day: YYYY-MM-DD`);
};
