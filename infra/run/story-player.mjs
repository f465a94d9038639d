import { gzipSync } from 'node:zlib';
import { say, seconds, Stop } from './process.mjs';
import { whenStill } from './story-clock.mjs';
import { announce, prepareCampaign, saveFunnel, switchRuleOn } from './story-owner.mjs';

const LINES = { type: 'application/x-ndjson', encoding: 'gzip' };
const BATCH = 5_000;
/** The step of the campaign that engineers answer by enrolling. */
const INVITATION = 'invite';

/**
 * Tells the story through the doors that every other system uses, in its own time: first what was known by then, then the
 * clock is put there, and Laurel looks. What the owner does is done in between. Engineers answer the invitations that
 * Laurel did send, so the story is told anew from there whenever some were.
 */
export const playStory = async ({ laurel, url, clock, seed, until, story }) => {
  const { tellStory, momentsUntil, CERTIFICATION_CAMPAIGN: id } = story;
  const { announced, firstWave, looks } = momentsUntil(until);
  const since = performance.now();
  const invited = new Map();
  let told = tellStory({ seed, until });
  let after = new Date(0);
  const tellUntil = async (at) => {
    await tellEvents(laurel, told.events, { after, until: at });
    after = at;
  };

  await tellPeople(laurel, told.people);
  say('Telling fourteen months of learning …');
  await tellUntil(announced);
  say(`  until ${day(announced)}, when few had finished and none were certified.`);
  await clock.put(announced);
  await announce(laurel, id);
  await prepareCampaign(laurel, { id, url, firstWave, until });
  await switchRuleOn(laurel);
  for (const look of looks) {
    await tellUntil(look);
    await whenStill(laurel);
    await clock.put(look);
    const fresh = await invitedSince(laurel, id, invited);
    for (const learner of fresh) invited.set(learner, look);
    if (fresh.length === 0) continue;
    say(`  ${day(look)}: ${fresh.length} were invited.`);
    told = tellStory({ seed, until, invited });
  }
  await tellUntil(until);
  await whenStill(laurel);
  await saveFunnel(laurel, id);
  await clock.letGo();
  say(`Told up to ${day(until)} in ${seconds(since)}.`);
};

const day = (at) => at.toISOString().slice(0, 10);

const tellPeople = async (laurel, people) => {
  const { accepted, rejected, items } = await laurel.post('/v1/people', JSON.stringify(people));
  if (rejected > 0) throw new Stop(`${rejected} people were refused: ${JSON.stringify(items[0])}`);
  say(`Told who ${accepted} of the engineers are (names and addresses live in \`people\` only).`);
};

/** What was told to Laurel from `after` on and before `until`. */
const tellEvents = async (laurel, all, { after, until }) => {
  const [from, to] = [after.toISOString(), until.toISOString()];
  const events = all.filter(({ recordedtime }) => recordedtime >= from && recordedtime < to);
  for (let at = 0; at < events.length; at += BATCH) {
    const batch = gzipSync(
      events
        .slice(at, at + BATCH)
        .map((one) => JSON.stringify(one))
        .join('\n'),
    );
    const { rejected, items } = await laurel.post('/v1/events', batch, LINES);
    if (rejected > 0) throw new Stop(`${rejected} events were refused: ${JSON.stringify(items[0])}`);
  }
};

const invitedSince = async (laurel, id, before) => {
  const lines = await ledgerOf(laurel, id);
  const sent = lines.filter(({ outcome, step }) => outcome === 'sent' && step === INVITATION);
  return sent.map(({ learner }) => learner).filter((learner) => !before.has(learner));
};

/** All lines of a campaign. */
export const ledgerOf = async (laurel, id) => {
  const lines = [];
  for (let after = ''; after !== null;) {
    const page = await laurel.get(`/v1/campaigns/${id}/ledger?limit=2000&after=${encodeURIComponent(after)}`);
    lines.push(...page.lines);
    after = page.next;
  }
  return lines;
};
