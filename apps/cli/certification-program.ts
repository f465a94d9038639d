import { type Command } from 'commander';
import {
  archive,
  type CertificateFilter,
  issueInBulk,
  JUDGEMENTS,
  judgeCertificate,
  publish,
  reopen,
  reviewsOf,
  saveCredential,
  saveProgramme,
  showCertificate,
  showCertificates,
  showPaths,
  showProgramme,
  showProgrammes,
  signOff,
} from './commands/certification.ts';
import { type Run } from './program.ts';

/** `laurel programmes`, `laurel certificates`, `laurel path`. */
export const addCertification = (program: Command, withServer: Run): void => {
  addProgrammes(program, withServer);
  addPaths(program, withServer);
  addCertificates(program, withServer);
};

const addProgrammes = (program: Command, withServer: Run): void => {
  const programmes = program.command('programmes').description('what has to be done for a certificate');
  const one = (name: string, says: string) => programmes.command(name).description(says).argument('<id>');
  programmes.command('list').action(() => withServer(showProgrammes));
  one('show', 'what it asks, and how many did it').action((id: string) =>
    withServer((access, output) => showProgramme(id, access, output)),
  );
  one('save', 'write it down, or change it: every change is a version')
    .argument('<file>', 'the definition as JSON (docs/certification.md), - is standard input')
    .action((id: string, file: string) => withServer((access, output) => saveProgramme({ id, file }, access, output)));
  one('publish', 'new paths begin with this version, and who did it already gets a certificate')
    .option('--version-number <number>', 'without it the newest')
    .action((id: string, { versionNumber }: { versionNumber?: string }) =>
      withServer((access, output) =>
        publish({ id, ...(versionNumber === undefined ? {} : { version: versionNumber }) }, access, output),
      ),
    );
  one('archive', 'nobody begins or completes it any more; what was issued stays')
    .requiredOption('--why <text>')
    .action((id: string, { why }: { why: string }) =>
      withServer((access, output) => archive({ id, why }, access, output)),
    );
  one('reopen', 'take it out of the archive').action((id: string) =>
    withServer((access, output) => reopen(id, access, output)),
  );
  one('issue', 'look at everybody, and issue in bulk what is due').action((id: string) =>
    withServer((access, output) => issueInBulk(id, access, output)),
  );
  one('reviews', 'how far such looks are').action((id: string) =>
    withServer((access, output) => reviewsOf(id, access, output)),
  );
};

const addPaths = (program: Command, withServer: Run): void => {
  program
    .command('path')
    .description('what a learner has done, what is left and what is next, by when and why')
    .argument('<learner>')
    .option('--programme <id>', 'without it every one that was begun')
    .action((learner: string, options: { programme?: string }) =>
      withServer((access, output) => showPaths({ learner, ...options }, access, output)),
    );
  program
    .command('sign-off')
    .description('sign off what a named person saw')
    .argument('<programme>')
    .argument('<learner>')
    .argument('<requirement>')
    .requiredOption('--by <person>', 'who saw it, as the learning events name people')
    .action((programme: string, learner: string, requirement: string, { by }: { by: string }) =>
      withServer((access, output) => signOff({ programme, learner, requirement, by }, access, output)),
    );
};

const addCertificates = (program: Command, withServer: Run): void => {
  const certificates = program.command('certificates').description('certificates, and what became of them');
  certificates
    .command('list')
    .option('--programme <id>')
    .option('--learner <id>')
    .option('--status <status>', 'valid, renewed, suspended, expired, superseded, revoked')
    .action((filter: CertificateFilter) => withServer((access, output) => showCertificates(filter, access, output)));
  certificates
    .command('show')
    .argument('<id>')
    .action((id: string) => withServer((access, output) => showCertificate(id, access, output)));
  certificates
    .command('file')
    .description('the signed file itself')
    .argument('<id>')
    .requiredOption('--out <file>')
    .action((id: string, { out }: { out: string }) =>
      withServer((access, output) => saveCredential({ id, out }, access, output)),
    );
  for (const [name, act] of Object.entries(JUDGEMENTS)) {
    certificates
      .command(name)
      .argument('<id>')
      .requiredOption('--why <text>')
      .action((id: string, { why }: { why: string }) =>
        withServer((access, output) => judgeCertificate({ act, id, why }, access, output)),
      );
  }
};
