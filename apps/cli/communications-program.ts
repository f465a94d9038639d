import { type Command } from 'commander';
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
