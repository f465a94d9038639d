import {
  type Asker,
  type TemplateContent,
  type TemplateLetter,
  type TemplatePreview,
  type TemplateTested,
} from '@laurel/contracts';
import { exampleOf, type MessageLinks, type Recipient } from '@laurel/communications-domain';
import { newId, Problematic } from '@laurel/platform';
import { type TemplatePorts } from './templates.deps.ts';

/** The letter to a real person, or with the template's examples where no value is given. */
export const previewTemplate = async (
  ports: TemplatePorts,
  template: string,
  about: TemplatePreview,
  asker: Asker,
): Promise<TemplateLetter> => {
  const person = about.learner === undefined ? undefined : await personOf(ports, about.learner, asker);
  const { content, version } = await shownOf(ports, template, about.version);
  const example = exampleOf(content);
  const { publicUrl } = ports;
  const composed = await ports.compose({
    ...{ template, version, links: linksOfTrial(publicUrl), timeZone: person?.timeZone },
    language: about.language ?? person?.language,
    given: { ...example.given, publicUrl, ...known({ name: person?.name, course: about.course }) },
    values: { ...example.values, ...about.values },
  });
  if ('why' in composed) throw new Problematic(409, 'template.cannot-write', composed.why);
  return composed;
};

/** Sends the letter to one address, marked as a test. It is no message: nothing is decided and nothing kept. */
export const sendTest = async (
  { send }: TemplatePorts,
  { subject: real, html, text, templateVersion }: TemplateLetter,
  to: string,
): Promise<TemplateTested> => {
  const subject = `[Test of version ${templateVersion}] ${real}`;
  const mail = { messageId: newId(), to: { name: '', address: to }, subject, html, text, attachments: [] };
  // A throw is no answer of the mail server: it may have arrived.
  const answer = await send(mail).catch((error: unknown) => ({ outcome: 'unknown' as const, reason: String(error) }));
  const outcome = answer.outcome === 'away' ? 'tryLater' : answer.outcome;
  return { outcome, reason: 'reason' in answer ? answer.reason : null, subject };
};

/** Without what is undefined, so that an example stays where nothing is known. */
const known = (fields: Readonly<Record<'name' | 'course', string | undefined>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const personOf = async ({ recipients }: TemplatePorts, learner: string, asker: Asker): Promise<Recipient> => {
  if (!asker.scopes.has('people')) {
    throw new Problematic(403, 'key.scope', 'This key lacks the scope "people": a preview names the person');
  }
  const person = await recipients.find(learner);
  if (!person) throw new Problematic(404, 'person.unknown', 'Nobody said who that is');
  return person;
};

const shownOf = async (
  { catalog }: TemplatePorts,
  template: string,
  version: number | undefined,
): Promise<{ readonly content: TemplateContent; readonly version: number }> => {
  const state = await catalog.state(template);
  const shown = state.is === 'none' ? undefined : await catalog.version(template, version ?? state.version);
  if (shown) return shown;
  const which = version === undefined ? '' : `, version ${version}`;
  throw new Problematic(404, 'template.missing', `There is no template ${template}${which}`);
};

/** A trial has no person who could unsubscribe: its addresses look like real ones and lead nowhere. */
const linksOfTrial = (publicUrl: string): MessageLinks => ({
  unsubscribe: `${publicUrl}/unsubscribe/trial`,
  preferences: `${publicUrl}/preferences/trial`,
  why: `${publicUrl}/why/trial`,
  reasons: [],
  track: (url) => url,
});
