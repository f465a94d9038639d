import { type Command } from 'commander';
import {
  correctAnnouncementFile,
  draftAnnouncementFile,
  postAgain,
  publishAnnouncementFile,
  savePoster,
  showAnnouncement,
  showAnnouncements,
  takeBackAnnouncement,
} from './commands/announcements.ts';
import { markRead, showInbox } from './commands/inbox.ts';
import {
  checkTemplateFile,
  previewTemplateTo,
  retireTemplate,
  saveTemplateFile,
  sendTemplateTest,
  showTemplate,
  showTemplates,
  type Trial,
} from './commands/templates.ts';
import { type Run } from './program.ts';

/** What people are written with. */
export const addTemplates = (program: Command, withServer: Run): void => {
  const templates = program.command('templates').description('what messages are written with (docs/templates.md)');
  templates.command('list').action(() => withServer(showTemplates));
  templates
    .command('show')
    .description('a template as YAML, in the form that `save` reads')
    .argument('<id>')
    .option('--version <number>', 'default: the newest')
    .action((id: string, options: { version?: string }) =>
      withServer((access, output) => showTemplate({ id, ...options }, access, output)),
    );
  templates
    .command('check')
    .description('what is wrong with a file, and what should be better; nothing is saved')
    .argument('<file>', 'YAML or JSON (docs/how-to/write-a-template.md)')
    .option('--probe-links', 'ask every public address once whether it is there')
    .action((file: string, options: { probeLinks?: boolean }) =>
      withServer((access, output) => checkTemplateFile({ file, ...options }, access, output)),
    );
  templates
    .command('save')
    .description('a new version of a template')
    .argument('<id>')
    .argument('<file>')
    .action((id: string, file: string) =>
      withServer((access, output) => saveTemplateFile({ id, file }, access, output)),
    );
  trial(templates.command('preview').description('the letter; nothing is sent'))
    .option('--out <file>', 'where to write it as HTML')
    .action((id: string, options: Omit<Trial, 'id'> & { out?: string }) =>
      withServer((access, output) => previewTemplateTo({ id, ...options }, access, output)),
    );
  trial(templates.command('test').description('send the letter to an address of yours, marked as a test'))
    .requiredOption('--to <address>')
    .action((id: string, options: Omit<Trial, 'id'> & { to: string }) =>
      withServer((access, output) => sendTemplateTest({ id, ...options }, access, output)),
    );
  templates
    .command('archive')
    .description('take it out of use; saving it again brings it back')
    .argument('<id>')
    .requiredOption('--why <text>')
    .action((id: string, { why }: { why: string }) =>
      withServer((access, output) => retireTemplate({ id, why }, access, output)),
    );
};

const trial = (command: Command): Command =>
  command
    .argument('<id>')
    .option('--version <number>', 'default: the newest')
    .option('--learner <learner>', 'as written to this person; else with the examples')
    .option('--language <tag>', "default: the person's, else the template's")
    .option('--values <file>', 'what the template declares, as YAML or JSON');

/** What is told to many. */
export const addAnnouncements = (program: Command, withServer: Run): void => {
  const announcements = program.command('announcements').description('what is told to many (docs/announcements.md)');
  announcements.command('list').action(() => withServer(showAnnouncements));
  announcements
    .command('show')
    .description('what became of it in each channel, and how often its links were followed')
    .argument('<id>')
    .action((id: string) => withServer((access, output) => showAnnouncement(id, access, output)));
  announcements
    .command('draft')
    .description('words for later: published by somebody, or by the campaign whose step names them')
    .argument('<id>')
    .argument('<file>', 'title, summary, paragraphs, action as YAML or JSON')
    .action((id: string, file: string) =>
      withServer((access, output) => draftAnnouncementFile({ id, file }, access, output)),
    );
  announcements
    .command('publish')
    .argument('<id>')
    .argument('[file]', 'left out: what is drafted under the id')
    .option('--channels <names...>', 'chat channels, as the settings name them', [])
    .action((id: string, file: string | undefined, { channels }: { channels: string[] }) =>
      withServer((access, output) => publishAnnouncementFile({ id, file, channels }, access, output)),
    );
  announcements
    .command('correct')
    .description('a new version; every channel that was told is told what changed')
    .argument('<id>')
    .argument('<file>')
    .requiredOption('--what <text>', 'what changed, in words for who read it')
    .action((id: string, file: string, { what }: { what: string }) =>
      withServer((access, output) => correctAnnouncementFile({ id, file, what }, access, output)),
    );
  announcements
    .command('withdraw')
    .argument('<id>')
    .requiredOption('--why <text>', 'what the page says in its place')
    .action((id: string, { why }: { why: string }) =>
      withServer((access, output) => takeBackAnnouncement({ id, why }, access, output)),
    );
  announcements
    .command('post-again')
    .description('to a chat channel that refused or gave no answer, after somebody looked')
    .argument('<id>')
    .argument('<channel>')
    .action((id: string, channel: string) =>
      withServer((access, output) => postAgain({ id, channel }, access, output)),
    );
  announcements
    .command('poster')
    .description('the PDF to print')
    .argument('<id>')
    .requiredOption('--out <file>')
    .option('--size <size>', 'A4 or A3', 'A4')
    .action((id: string, options: { size: string; out: string }) =>
      withServer((access, output) => savePoster({ id, ...options }, access, output)),
    );
};

/** What one person was sent inside Laurel. */
export const addInbox = (program: Command, withServer: Run): void => {
  const inbox = program.command('inbox').description('what a person was sent inside Laurel');
  inbox
    .command('list')
    .argument('<learner>')
    .option('--limit <count>')
    .action((learner: string, options: { limit?: string }) =>
      withServer((access, output) => showInbox({ learner, ...options }, access, output)),
    );
  inbox
    .command('read')
    .description('mark a message as read')
    .argument('<learner>')
    .argument('<message>')
    .action((learner: string, message: string) =>
      withServer((access, output) => markRead({ learner, message }, access, output)),
    );
};
