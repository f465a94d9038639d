import { type Command } from 'commander';
import {
  askToEndorse,
  endEndorsement,
  keepBody,
  lookAt,
  showBodies,
  showEndorsementHistory,
  showEndorsements,
  showInvitation,
  takeEndorsement,
} from './commands/endorsements.ts';
import { shareOf, verifyCredential } from './commands/verify.ts';
import { type Run } from './program.ts';

/** `laurel bodies`, `laurel endorsements`, `laurel verify` and `laurel share`. */
export const addEndorsements = (program: Command, withServer: Run): void => {
  addBodies(program, withServer);
  const endorsements = program
    .command('endorsements')
    .description('what professional bodies sign (docs/how-to/endorse.md)');
  endorsements.command('list').action(() => withServer(showEndorsements));
  endorsements
    .command('invite')
    .description('ask a body to endorse the issuer, a programme or a certificate')
    .argument('<file>', 'what, with the dossier, as JSON; - is standard input')
    .action((file: string) => withServer((access, output) => askToEndorse(file, access, output)));
  addOfOne(endorsements, withServer);
  program
    .command('verify')
    .description("check a credential of anybody's")
    .argument('<file or address>', 'JSON, JWT, or a PNG or SVG that carries one; - is standard input')
    .action((what: string) => withServer((access, output) => verifyCredential(what, access, output)));
  program
    .command('share')
    .description('what strangers see of a certificate; at first nothing')
    .argument('<certificate>')
    .option('--show', 'show it, without the name')
    .option('--with-name', 'show it with the name')
    .option('--hide', 'show nothing')
    .action((certificate: string, options: { show?: boolean; withName?: boolean; hide?: boolean }) =>
      withServer((access, output) => shareOf({ certificate, ...options }, access, output)),
    );
};

const addBodies = (program: Command, withServer: Run): void => {
  const bodies = program.command('bodies').description('professional bodies that may endorse');
  bodies.command('list').action(() => withServer(showBodies));
  bodies
    .command('register')
    .description('who a body is and by which id it signs; again for a new key')
    .argument('<id>')
    .requiredOption('--name <name>')
    .requiredOption('--signer <id>', 'did:web:…, did:key:… or https://…')
    .option('--url <address>', 'its own pages')
    .action((id: string, options: { name: string; signer: string; url?: string }) =>
      withServer((access, output) => keepBody({ id, ...options }, access, output)),
    );
};

const addOfOne = (endorsements: Command, withServer: Run): void => {
  endorsements
    .command('invitation')
    .description('the file that the body signs from')
    .argument('<id>')
    .action((id: string) => withServer((access, output) => showInvitation(id, access, output)));
  endorsements
    .command('take')
    .description('what a body signed and mailed back')
    .argument('<id>')
    .argument('<file>')
    .action((id: string, file: string) =>
      withServer((access, output) => takeEndorsement({ id, file }, access, output)),
    );
  endorsements
    .command('look')
    .description("ask the body's own addresses now")
    .argument('<id>')
    .action((id: string) => withServer((access, output) => lookAt(id, access, output)));
  endorsements
    .command('history')
    .argument('<id>')
    .action((id: string) => withServer((access, output) => showEndorsementHistory(id, access, output)));
  endorsements
    .command('close')
    .argument('<id>')
    .requiredOption('--why <reason>')
    .action((id: string, options: { why: string }) =>
      withServer((access, output) => endEndorsement({ id, ...options }, access, output)),
    );
};
