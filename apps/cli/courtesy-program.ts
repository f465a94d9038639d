import { type Command } from 'commander';
import {
  importAvailability,
  liftOne,
  preferencesOf,
  sendMessagesAgain,
  showCategories,
  showSuppressions,
  showUnknown,
  takeBounceFile,
} from './commands/courtesy.ts';
import { type Run } from './program.ts';

/** The manners of messages (docs/courtesy.md). */
export const addCourtesy = (program: Command, withServer: Run): void => {
  program
    .command('categories')
    .description('the kinds of messages, and the manners of each')
    .action(() => withServer(showCategories));
  program
    .command('preferences')
    .description('what a person wants to get; with a choice, it is made for them')
    .argument('<learner>')
    .option('--wants <categories>', 'ids, comma separated: the others are left')
    .option('--nothing', 'leave everything that can be left')
    .action((learner: string, options: { wants?: string; nothing?: boolean }) =>
      withServer((access, output) => preferencesOf({ learner, ...options }, access, output)),
    );
  const suppressions = program.command('suppressions').description('addresses to which nothing goes');
  suppressions.command('list').action(() => withServer(showSuppressions));
  suppressions
    .command('lift')
    .argument('<address>', 'as `list` names it')
    .requiredOption('--why <text>', 'how you know that it works')
    .action((address: string, { why }: { why: string }) =>
      withServer((access, output) => liftOne({ address, why }, access, output)),
    );
  const messages = program.command('messages').description('messages whose delivery is unknown');
  messages.command('unknown').action(() => withServer(showUnknown));
  messages
    .command('send-again')
    .description('they may arrive twice')
    .argument('[message]')
    .option('--all', 'all whose delivery is unknown')
    .action((message: string | undefined, options: { all?: boolean }) =>
      withServer((access, output) => sendMessagesAgain({ message, ...options }, access, output)),
    );
  program
    .command('bounces')
    .description('reports of mail servers')
    .command('take')
    .argument('<file>', 'the mail as it came, or a .json of a provider')
    .action((path: string) => withServer((access, output) => takeBounceFile(path, access, output)));
  program
    .command('availability')
    .description('when people are away')
    .command('import')
    .argument('<file>', 'CSV with learner, from, until (exclusive), kind (leave, travel, sick, other)')
    .action((path: string) => withServer((access, output) => importAvailability(path, access, output)));
};
