import { say } from './process.mjs';
import { ledgerOf } from './story-player.mjs';

const COURSE = 'consulting';

/** What happened, in words, and where to look at it. */
export const report = async (laurel, { url, key, campaign }) => {
  const { rows } = await laurel.post('/v1/questions/course-overview', JSON.stringify({ by: 'course' }));
  const { firings } = await laurel.get('/v1/firings?limit=500');
  const { total: mails } = await laurel.get('/v1/messages?limit=1');
  const lines = await ledgerOf(laurel, campaign);
  say('');
  for (const course of rows.filter((row) => row.course === COURSE)) say(aboutCourse(course));
  for (const line of aboutCampaign(lines)) say(line);
  say(aboutRules(firings, mails));
  say('');
  const { savedQuestions } = await laurel.get('/v1/saved-questions');
  const saved = savedQuestions.map(({ name, address }) => [name, new URL(address, url).pathname]);
  // The addresses sign the browser in; what stands behind # never leaves it.
  const show = ([name, path]) => say(`${name}\n  ${new URL(`${path}#key=${key}`, url)}`);
  pagesOf(campaign).forEach(show);
  saved.forEach(show);
  say(`The announcement, for everybody\n  ${new URL(`/announcements/${campaign}`, url)}`);
  say('');
  say('Why a message came, or did not (or `npx laurel ledger <learner>`):');
  for (const [who, learner] of examplesIn(lines)) show([`${learner}: ${who}`, `/learners/${learner}/ledger`]);
  say('');
};

const aboutCourse = ({ enrolments, neverStarted, withdrawn, completed }) => {
  const done = Object.values(completed).reduce((sum, count) => sum + count, 0);
  return (
    `Of ${enrolments} enrolments in "${COURSE}", ${done} were completed (${completed.distinction} with distinction), ` +
    `${withdrawn} withdrew and ${neverStarted} never started.`
  );
};

/** Learners by a line of theirs. */
const having = (lines, holds) => [...new Set(lines.filter(holds).map(({ learner }) => learner))];
const outcomeIs = (wanted) => (line) => line.outcome === wanted;
/** Of a message that was sent: why it waited stands before why it was due. */
const waited = ({ outcome, why }) => outcome === 'sent' && why.some((words) => words.startsWith('quiet hours'));
const sentAt = (step) => (line) => line.outcome === 'sent' && line.step === step;

const aboutCampaign = (lines) => {
  const reached = new Set(having(lines, outcomeIs('goal-reached')));
  const group = (all) => `${all.filter((one) => reached.has(one)).length} of ${all.length}`;
  const invited = having(lines, sentAt('invite'));
  const reminded = having(lines, sentAt('remind'));
  const deferred = having(lines, waited);
  return [
    `The campaign invited ${invited.length} people in three waves of teams and reminded ${reminded.length}; ` +
      `${deferred.length} got theirs later, in their own daytime.`,
    `Within 60 days ${group(invited)} of the invited enrolled, and ${group(having(lines, outcomeIs('held-out')))} of those held out.`,
  ];
};

const aboutRules = (firings, mails) =>
  `The rule "enrolled, never started" found ${firings.length} people; ${mails} mails lie in the mailbox.`;

/** One person of each kind: whoever comes first. */
const examplesIn = (lines) => {
  const reminded = having(lines, sentAt('remind'));
  const enrolled = new Set(having(lines, outcomeIs('goal-reached')));
  return [
    ['invited, reminded, and enrolled', reminded.find((one) => enrolled.has(one))],
    ['held out', having(lines, outcomeIs('held-out'))[0]],
    ['waited for the own daytime', having(lines, waited)[0]],
    ['no address is known', having(lines, outcomeIs('suppressed'))[0]],
  ].filter(([, learner]) => learner !== undefined);
};

const pagesOf = (campaign) => [
  ['Overview', '/'],
  ['Funnel', '/funnel'],
  ['Campaign', `/campaigns/${campaign}`],
  ['Rules', '/rules'],
  ['Firings', '/firings'],
  ['Mailbox', '/mailbox'],
  ['Dead letters', '/dead-letters'],
  ['Health', '/doctor'],
];
