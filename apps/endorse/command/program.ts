import { Command } from 'commander';
import { makeKey, showKey } from './keys.ts';
import { type ListOptions, showInvitation, signInvitation, type SignOptions, withdraw } from './sign.ts';

/** One line for the person. */
export type Say = (line: string) => void;

const KEY = ['--key <file>', 'your key', 'laurel-endorse.key.json'] as const;
const WITHDRAWALS = [
  '--withdrawals <file>',
  'where your places in your status list are remembered',
  'laurel-endorse.withdrawals.json',
] as const;

/** What a professional body does with its own key, on its own machine. Nothing here opens a connection. */
export const laurelEndorse = (say: Say): Command => {
  const program = new Command('laurel-endorse')
    .description('Endorse a programme, an issuer or a certificate with your own key. Nothing is sent anywhere.')
    .exitOverride()
    .showHelpAfterError('(laurel-endorse --help says what there is)');
  addKeys(program, say);
  program
    .command('show')
    .description('what you are asked to endorse, with the dossier')
    .argument('<invitation>')
    .action((path: string) => showInvitation(path, say));
  addSigning(program, say);
  return program;
};

const addKeys = (program: Command, say: Say): void => {
  const key = program.command('key').description('your key');
  key
    .command('new')
    .description('make one; it stays on this machine')
    .option('--out <file>', 'where to', 'laurel-endorse.key.json')
    .option('--signer <id>', 'did:web:… or https://… under which you publish it; left out: did:key')
    .action((options: { readonly out: string; readonly signer?: string }) => makeKey(options, say));
  key
    .command('show')
    .description('what you publish so that others find it')
    .option(...KEY)
    .action(({ key: path }: { readonly key: string }) => showKey(path, say));
};

const addSigning = (program: Command, say: Say): void => {
  program
    .command('sign')
    .description('sign an endorsement; you send it back yourself')
    .argument('<invitation>')
    .requiredOption('--comment <words>', 'what you say of it, shown as it is')
    .option(...KEY)
    .option('--out <file>', 'where to', 'endorsement.json')
    .option('--pass-rate <from-to>', 'it holds while so many percent of those who began are certified')
    .option('--evidence-sample <count>', 'it holds while evidence of so many certificates can be looked at')
    .option('--review-by <day>', 'you look again by then')
    .option('--valid-until <day>', 'it ends then')
    .option(...WITHDRAWALS)
    .option('--list <address>', 'where you will publish your status list; asked for once')
    .option('--never', 'it cannot be withdrawn')
    .action((path: string, options: SignOptions) => signInvitation(path, options, say));
  const list = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option(...KEY)
      .option(...WITHDRAWALS)
      .option('--out <file>', 'where to', 'status-list.json');
  list('withdraw', 'withdraw endorsements: makes the status list that you then publish')
    .argument('<endorsements...>')
    .action((paths: readonly string[], options: ListOptions) => withdraw(paths, options, say));
  list('list', 'make the status list once more, as it stands').action((options: ListOptions) =>
    withdraw([], options, say),
  );
};
