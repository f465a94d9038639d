import { readFileSync } from 'node:fs';
import { say } from './process.mjs';
import { talkTo } from './talk.mjs';

/** As docs/examples/ has them: `laurel campaigns save`, `laurel announcements publish` take the same files. */
const example = (name) =>
  JSON.parse(readFileSync(new URL(`../../docs/examples/consulting-certification.${name}.json`, import.meta.url)));

const DAY_MS = 86_400_000;
const COURSE = 'consulting';
/** It reminds who enrolled; the campaign reminds who was invited. */
const RULE = 'never-started';

/** Page, feed and poster; everybody can read them. */
export const announce = async (laurel, id) => {
  await laurel.post('/v1/announcements', JSON.stringify({ id, content: example('announcement') }));
  say('The certification is announced: page, feed and poster.');
};

export const switchRuleOn = async (laurel) => {
  await laurel.put(`/v1/rules/${RULE}`, { mode: 'live', parameters: { course: COURSE } });
  say(`The rule ${RULE} is live.`);
};

/** Drafted, estimated and submitted by one; approved by another; launched. */
export const prepareCampaign = async (laurel, { id, url, firstWave, until }) => {
  const window = { from: firstWave.toISOString(), to: new Date(until.getTime() + 28 * DAY_MS).toISOString() };
  const definition = { ...example('campaign'), window };
  await laurel.post('/v1/campaigns', JSON.stringify({ id, definition }));
  const of = (who, act) => who.post(`/v1/campaigns/${id}/${act}`, JSON.stringify({ version: 1 }));
  const { estimate } = await of(laurel, 'estimate');
  await of(laurel, 'submit');
  await of(await secondPerson(laurel, url), 'approve');
  await of(laurel, 'launch');
  const { audience, excluded, entering } = estimate;
  say(
    `A campaign is approved by a second person: ${audience} consultants to be, ${excluded.heldOut} held out, ${entering} enter.`,
  );
};

const secondPerson = async (laurel, url) => {
  const body = { name: 'Head of delivery, who approves campaigns', scopes: ['engage'] };
  const { secret } = await laurel.post('/v1/keys', JSON.stringify(body));
  return talkTo(url, secret);
};

/** The ready-made funnel of the course, with the invitation before it; resolves with the address of its page. */
export const saveFunnel = async (laurel, id) => {
  const kind = JSON.stringify({ course: COURSE, kind: 'certification' });
  const { question } = await laurel.post('/v1/questions/funnel/ready-made', kind);
  const where = [
    { field: 'event.campaign', op: 'eq', value: id },
    { field: 'event.step', op: 'eq', value: 'invite' },
  ];
  const invited = { name: 'invited', event: 'communications.MessageSent', where };
  const body = { ...question, unit: 'learner', steps: [invited, ...question.steps], window: { days: 150 } };
  const saved = { name: 'Certification: from the invitation to the certificate', question: 'funnel', body };
  return laurel.post('/v1/saved-questions', JSON.stringify(saved));
};
