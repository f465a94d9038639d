import { say } from './process.mjs';

const COURSE = 'consulting';

/** What happened, in words, and where to look at it. */
export const report = async (laurel, url, key) => {
  const { rows } = await laurel.post('/v1/questions/course-overview', JSON.stringify({ by: 'course' }));
  const { firings } = await laurel.get('/v1/firings?limit=500');
  const { total: mails } = await laurel.get('/v1/messages?limit=1');
  const course = rows.find((row) => row.course === COURSE);
  say('');
  if (course) say(aboutCourse(course));
  say(`The rule "enrolled, never started" found ${firings.length} people; ${mails} mails lie in the mailbox.`);
  const [first] = firings;
  if (first) say(`For example ${first.learner}: ${first.because.map(({ text }) => text).join('; ')}.`);
  const held = firings.filter(({ outcome }) => outcome !== 'sent');
  if (held.length > 0)
    say(`${held.length} got no mail, for example ${held[0].learner}: ${held[0].why ?? held[0].outcome}.`);
  say('');
  for (const [name, path] of pages) say(`${name.padEnd(14)}${new URL(`${path}#key=${key}`, url)}`);
  say('');
};

const aboutCourse = ({ enrolments, neverStarted, withdrawn, completed }) => {
  const done = Object.values(completed).reduce((sum, count) => sum + count, 0);
  return (
    `Of ${enrolments} enrolments in "${COURSE}", ${done} were completed (${completed.distinction} with distinction), ` +
    `${withdrawn} withdrew and ${neverStarted} never started.`
  );
};

/** The addresses sign the browser in; what stands behind # never leaves it. */
const pages = [
  ['Overview', '/'],
  ['Funnel', '/funnel'],
  ['Firings', '/firings'],
  ['Mailbox', '/mailbox'],
  ['Dead letters', '/dead-letters'],
  ['Health', '/doctor'],
];
