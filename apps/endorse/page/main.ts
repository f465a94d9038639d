import './no-eval.ts';
import { endorsementInvitation } from '@laurel/contracts';
import {
  bodyKey,
  endorse,
  type EndorsementAnswer,
  keyAddress,
  keyDocument,
  makeBodyKey,
  wordsOfInvitation,
} from '@laurel/endorsing';
import { type z } from 'zod';

const element = <E extends HTMLElement>(id: string, kind: new () => E): E => {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${id}`);
};
const input = (id: string): HTMLInputElement => element(id, HTMLInputElement);
const valueOf = (id: string): string | undefined => input(id).value.trim() || undefined;
const numberOf = (id: string): number | undefined => (valueOf(id) === undefined ? undefined : Number(valueOf(id)));

const say = (words: string): void => void (element('said', HTMLElement).textContent = words);

/** What goes wrong is said in the page. */
const onClick = (id: string, work: () => Promise<void>): void =>
  element(id, HTMLButtonElement).addEventListener('click', () => {
    work().catch((error: unknown) => say(error instanceof Error ? error.message : 'It failed.'));
  });

const chosen = async <S extends z.ZodType>(id: string, schema: S, what: string): Promise<z.output<S>> => {
  const file = input(id).files?.[0];
  if (!file) throw new Error(`Choose the ${what} first.`);
  const parsed = schema.safeParse(JSON.parse(await file.text()));
  if (!parsed.success) throw new Error(`${file.name} is no ${what}.`);
  return parsed.data;
};

const save = (name: string, text: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

const bandFrom = (): EndorsementAnswer['conditions']['passRate'] => {
  const [from, to] = [numberOf('from'), numberOf('to')];
  return from === undefined && to === undefined ? undefined : { atLeast: from ?? 0, atMost: to ?? 100 };
};

const withdrawalFrom = (): Pick<EndorsementAnswer, 'withdrawal'> => {
  const [list, index] = [valueOf('list'), numberOf('place')];
  if (list === undefined && index === undefined) return {};
  if (list !== undefined && index !== undefined) return { withdrawal: { list, index } };
  throw new Error('Your status list and the place belong together.');
};

const answerFrom = (): EndorsementAnswer => {
  const [until, comment] = [valueOf('until'), element('comment', HTMLTextAreaElement).value.trim()];
  if (comment === '') throw new Error('Say something of it.');
  const conditions = { passRate: bandFrom(), evidenceSample: numberOf('sample'), reviewBy: valueOf('review') };
  return { comment, conditions, ...(until === undefined ? {} : { validUntil: new Date(until) }), ...withdrawalFrom() };
};

onClick('make', async () => {
  const key = await makeBodyKey(valueOf('signer'));
  save('laurel-endorse.key.json', JSON.stringify(key, null, 2));
  const address = keyAddress(key.signer);
  if (address !== undefined) save('publish-this.json', JSON.stringify(keyDocument(key), null, 2));
  const publishing = address === undefined ? '' : ` Publish the other file at ${address}.`;
  say(`The key signs as ${key.signer}. Keep it where no one else gets at it.${publishing}`);
});

onClick('sign', async () => {
  const [key, invitation] = await Promise.all([
    chosen('key', bodyKey, 'key'),
    chosen('invitation', endorsementInvitation, 'invitation'),
  ]);
  const signed = await endorse(invitation, answerFrom(), { key, id: crypto.randomUUID(), now: new Date() });
  save('endorsement.json', signed);
  say(`Signed. Send it back by mail, or to ${invitation.answerTo}.`);
});

input('invitation').addEventListener('change', () => {
  const words = element('words', HTMLPreElement);
  chosen('invitation', endorsementInvitation, 'invitation')
    .then((invitation) => {
      words.textContent = wordsOfInvitation(invitation).join('\n');
      words.hidden = false;
    })
    .catch((error: unknown) => say(error instanceof Error ? error.message : 'It cannot be read.'));
});
