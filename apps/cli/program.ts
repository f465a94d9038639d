import { Command } from 'commander';
import { addCampaigns } from './campaign-commands.ts';
import { addCertification } from './certification-program.ts';
import { explainPerson } from './commands/campaigns.ts';
import { discardLetters, type LetterFilter, listLetters, redriveLetters, showLetter } from './commands/dead-letters.ts';
import { reconcileCounts, showFactHistory, showTimeline, type TimelineFilter } from './commands/facts.ts';
import { importCsv, rehearseCsv } from './commands/import-csv.ts';
import { importEvents } from './commands/import-events.ts';
import { renewIssuerKeys, showIssuerKeys } from './commands/issuer-keys.ts';
import { createKey, endKey, showKeys } from './commands/keys.ts';
import { askQuestion, examineServer, rebuild } from './commands/operation.ts';
import { importPeopleFile } from './commands/people.ts';
import { showLedger } from './commands/rules.ts';
import { answerSaved, keepQuestion, showSavedQuestions } from './commands/saved-questions.ts';
import { addSubscription, showReports, showSubscriptions, stopSubscription } from './commands/subscriptions.ts';
import { addAnnouncements, addInbox, addTemplates } from './communications-program.ts';
import { addCourtesy } from './courtesy-program.ts';
import { addEndorsements } from './endorsements-program.ts';
import { addManagerReports } from './manager-reports-program.ts';
import { type ExitCode, WrongUse } from './outcome.ts';
import { type Output, outputTo } from './output.ts';
import { addRules } from './rules-program.ts';
import { addSegments } from './segments-program.ts';
import { type Access, findServer } from './server.ts';

interface Given {
  readonly url?: string;
  readonly key?: string;
  readonly json?: boolean;
}
type Ended = (code: ExitCode) => void;

/** All commands; `ended` hears the exit code of the one that ran. */
export const laurel = (ended: Ended): Command => {
  const program = new Command('laurel')
    .description('Laurel from the command line: a client of its HTTP interface')
    .option('--url <url>', 'address of the server (LAUREL_URL; found by itself beside an embedded server)')
    .option('--key <key>', 'key to show it (LAUREL_KEY; found by itself beside an embedded server)')
    .option('--json', 'answer as JSON')
    .exitOverride()
    .showHelpAfterError('(laurel --help says what there is)');
  const { withServer, alone } = runners(program, ended);
  addImports(program, withServer, alone);
  addDeadLetters(program, withServer);
  addKeys(program, withServer);
  addRules(program, withServer);
  addSegments(program, withServer);
  addLedger(program, withServer);
  addCampaigns(program, withServer);
  addCertification(program, withServer);
  addFacts(program, withServer);
  addOperation(program, withServer);
  addSaved(program, withServer);
  addSubscriptions(program, withServer);
  addManagerReports(program, withServer);
  addTemplates(program, withServer);
  addCourtesy(program, withServer);
  addAnnouncements(program, withServer);
  addInbox(program, withServer);
  addEndorsements(program, withServer);
  for (const command of everyCommand(program)) command.copyInheritedSettings(program);
  return program;
};

const everyCommand = (command: Command): Command[] => command.commands.flatMap((one) => [one, ...everyCommand(one)]);

export type Run = (work: (access: Access, output: Output) => Promise<ExitCode>) => Promise<void>;
type RunAlone = (work: (output: Output) => Promise<ExitCode>) => Promise<void>;

const runners = (program: Command, ended: Ended): { withServer: Run; alone: RunAlone } => {
  const output = () => outputTo(process.stdout, program.opts<Given>().json ?? false);
  return {
    withServer: async (work) => ended(await work(await findServer(program.opts<Given>()), output())),
    alone: async (work) => ended(await work(output())),
  };
};

const STATE_DIR = ['--state-dir <folder>', 'where an interrupted import is remembered', '.laurel'] as const;

const addImports = (program: Command, withServer: Run, alone: RunAlone): void => {
  const imports = program.command('import').description('tell Laurel what files hold; the same command resumes');
  imports
    .command('csv')
    .description('rows of CSV files, as a mapping says')
    .argument('<files...>', 'files, or folders of them')
    .requiredOption('--mapping <file>', 'the mapping (docs/how-to/import-csv.md)')
    .option('--dry-run', 'show the first events and what would be rejected; send nothing')
    .option(...STATE_DIR)
    .action((files: string[], options: { mapping: string; dryRun?: boolean; stateDir: string }) => {
      const what = { mapping: options.mapping, files, stateDir: options.stateDir };
      if (options.dryRun) return alone((output) => rehearseCsv(what, output));
      return withServer((access, output) => importCsv(what, access, output));
    });
  imports
    .command('events')
    .description('a file of one event (CloudEvents JSON) per line')
    .argument('<file>')
    .option(...STATE_DIR)
    .action((path: string, { stateDir }: { stateDir: string }) =>
      withServer((access, output) => importEvents({ path, stateDir }, access, output)),
    );
  program
    .command('people')
    .description('who learners are and where they are reached')
    .command('import')
    .argument('<file>', 'CSV with learner, name, email (timeZone, language), or one person as JSON per line')
    .action((path: string) => withServer((access, output) => importPeopleFile(path, access, output)));
};

const addDeadLetters = (program: Command, withServer: Run): void => {
  const letters = program.command('dead-letters').description('events and rows that could not be taken');
  letters
    .command('list')
    .option('--state <state>', 'waiting, redriven or discarded')
    .option('--code <code>', 'such as event.schema')
    .option('--entrance <entrance>', 'http, kafka or csv')
    .option('--source <source>')
    .option('--subject <subject>')
    .option('--after <id>', 'the page behind this letter')
    .option('--limit <count>')
    .action((filter: LetterFilter) => withServer((access, output) => listLetters(filter, access, output)));
  letters
    .command('show')
    .argument('<id>')
    .action((id: string) => withServer((access, output) => showLetter(id, access, output)));
  letters
    .command('redrive')
    .argument('<ids...>')
    .option('--corrected <file>', 'the event as it should have been told, as JSON')
    .action((ids: string[], options: { corrected?: string }) =>
      withServer((access, output) => redriveLetters({ ids, ...options }, access, output)),
    );
  letters
    .command('discard')
    .argument('<ids...>')
    .requiredOption('--reason <text>', 'why nobody needs it')
    .action((ids: string[], { reason }: { reason: string }) =>
      withServer((access, output) => discardLetters({ ids, reason }, access, output)),
    );
};

const addKeys = (program: Command, withServer: Run): void => {
  const keys = program.command('keys').description('keys to the HTTP interface');
  keys
    .command('create')
    .requiredOption('--name <name>', 'what it is for: "Moodle Berlin"')
    .requiredOption(
      '--scopes <scopes>',
      'comma separated: ingest, backfill, ask, operate, engage, people, certify, sign-off, keys',
    )
    .action((what: { name: string; scopes: string }) =>
      withServer((access, output) => createKey(what, access, output)),
    );
  keys.command('list').action(() => withServer(showKeys));
  keys
    .command('revoke')
    .argument('<id>')
    .action((id: string) => withServer((access, output) => endKey(id, access, output)));
  const issuer = program.command('issuer-keys').description('keys that certificates are signed with');
  issuer.command('list').action(() => withServer(showIssuerKeys));
  issuer
    .command('rotate')
    .description('new keys sign from now on; what the old ones signed stays verifiable')
    .action(() => withServer(renewIssuerKeys));
};

const addLedger = (program: Command, withServer: Run): void => {
  program
    .command('ledger')
    .description(
      'why each message came to a learner, or did not; or, with a rule and a course, what it did about everybody',
    )
    .argument('[learner]')
    .option('--rule <rule>')
    .option('--course <course>')
    .option('--run <run>')
    .action((learner: string | undefined, { rule, course, run }: { rule?: string; course?: string; run?: string }) =>
      withServer((access, output) => {
        if (learner !== undefined) return explainPerson(learner, access, output);
        if (rule === undefined || course === undefined) throw new WrongUse('say a learner, or --rule and --course');
        return showLedger({ rule, course, ...(run === undefined ? {} : { run }) }, access, output);
      }),
    );
};

const addFacts = (program: Command, withServer: Run): void => {
  program
    .command('timeline')
    .description('every fact, decision and message about a learner, newest first')
    .argument('<learner>')
    .option('--course <course>')
    .option('--from <time>', 'inclusive, by the time of the event')
    .option('--to <time>', 'exclusive')
    .option('--as-of <time>', 'as known at that time')
    .option('--after <place>', 'the page behind this place')
    .option('--limit <count>')
    .action((learner: string, filter: TimelineFilter) =>
      withServer((access, output) => showTimeline(learner, filter, access, output)),
    );
  program
    .command('fact')
    .description('what was told under one identity: the original bytes, and where they went')
    .argument('<source>')
    .argument('<id>')
    .action((source: string, id: string) =>
      withServer((access, output) => showFactHistory({ source, id }, access, output)),
    );
  program
    .command('reconcile')
    .description('is everything that was told in the answers? By source and day')
    .option('--source <source>')
    .option('--from <day>', 'the first, by the time of the events in UTC; default 30 days before the last')
    .option('--to <day>', 'the last; default today')
    .action((range: { source?: string; from?: string; to?: string }) =>
      withServer((access, output) => reconcileCounts(range, access, output)),
    );
};

const addOperation = (program: Command, withServer: Run): void => {
  program
    .command('rebuild')
    .description('build a read model anew beside the live one and swap them')
    .argument('<read-model>')
    .option('--compare', 'swap only when both agree', false)
    .action((name: string, { compare }: { compare: boolean }) =>
      withServer((access, output) => rebuild({ name, compare }, access, output)),
    );
  program
    .command('doctor')
    .description('every dependency, lag, dead letters, disk, clock, and what to do')
    .action(() => withServer(examineServer));
  program
    .command('ask')
    .description(
      'ask a question (docs/questions): course-overview, funnel, dropout-curve and others; funnel/facts for the facts behind a figure',
    )
    .argument('<question>')
    .argument('[file]', 'the question as JSON, - is standard input; without it nothing is narrowed down')
    .option('--csv', 'answer as a table', false)
    .action((question: string, file: string | undefined, { csv }: { csv: boolean }) =>
      withServer((access, output) => askQuestion({ question, file, csv }, access, output)),
    );
};

const addSaved = (program: Command, withServer: Run): void => {
  const questions = program.command('questions').description('questions that are kept under a name');
  questions.command('list').action(() => withServer(showSavedQuestions));
  questions
    .command('save')
    .argument('<question>', 'such as funnel')
    .argument('[file]', 'the question as JSON, - is standard input; without it nothing is narrowed down')
    .requiredOption('--name <name>', 'what people call it')
    .option('--description <text>')
    .action((question: string, file: string | undefined, options: { name: string; description?: string }) =>
      withServer((access, output) => keepQuestion({ question, file, ...options }, access, output)),
    );
  questions
    .command('answer')
    .description('ask a saved question now')
    .argument('<id>')
    .option('--as <form>', 'json, csv, parquet or pdf', 'json')
    .option('--as-of <time>', 'as known at that time')
    .option('--out <file>', 'where to write it')
    .action((id: string, options: { as: string; asOf?: string; out?: string }) =>
      withServer((access, output) => answerSaved({ id, ...options }, access, output)),
    );
};

const addSubscriptions = (program: Command, withServer: Run): void => {
  const subscriptions = program
    .command('subscriptions')
    .description("who is mailed a saved question's answer, and when");
  subscriptions.command('list').action(() => withServer(showSubscriptions));
  subscriptions
    .command('add')
    .argument('<saved-question>')
    .argument('<file>', 'a schedule or a threshold as JSON (docs/how-to/save-and-subscribe.md), - is standard input')
    .requiredOption('--to <learner>', 'a person whose address Laurel knows')
    .action((savedQuestion: string, file: string, { to }: { to: string }) =>
      withServer((access, output) => addSubscription({ savedQuestion, to, file }, access, output)),
    );
  subscriptions
    .command('reports')
    .description('what fell due, and what became of each mail')
    .argument('<id>')
    .action((id: string) => withServer((access, output) => showReports(id, access, output)));
  subscriptions
    .command('end')
    .argument('<id>')
    .action((id: string) => withServer((access, output) => stopSubscription(id, access, output)));
};
