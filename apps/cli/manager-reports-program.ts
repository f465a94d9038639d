import { type Command } from 'commander';
import {
  changeManagerReportSettings,
  showManagerReports,
  showManagerReportSettings,
  showTeamReport,
  takeSuggestionOf,
} from './commands/manager-reports.ts';
import { type Run } from './program.ts';

/** What managers are told about their teams (docs/manager-reports.md). */
export const addManagerReports = (program: Command, withServer: Run): void => {
  program
    .command('manager-report')
    .description("a manager's report about the own team, as known at a time")
    .argument('<manager>', 'as person.manager names them')
    .option('--as-of <time>', 'as known at that time; default now')
    .option('--settings <version>', 'by this version of the settings; default the newest')
    .option('--csv', 'a row for each direct report', false)
    .action((manager: string, options: { asOf?: string; settings?: string; csv: boolean }) =>
      withServer((access, output) => showTeamReport({ manager, ...options }, access, output)),
    );
  const reports = program.command('manager-reports').description('the weekly mails to managers');
  reports
    .command('list')
    .description('which fell due, and what became of each')
    .option('--manager <manager>')
    .option('--week <day>', "the day by the manager's own clocks")
    .action((filter: { manager?: string; week?: string }) =>
      withServer((access, output) => showManagerReports(filter, access, output)),
    );
  reports.command('settings').action(() => withServer(showManagerReportSettings));
  reports
    .command('set')
    .description('say anew when they come, and what the words mean')
    .argument('<file>', 'settings as JSON (docs/manager-reports.md), - is standard input')
    .action((file: string) => withServer((access, output) => changeManagerReportSettings(file, access, output)));
  reports
    .command('take')
    .description('take up a suggestion for the manager; the person is written to, if courtesy lets')
    .argument('<manager>')
    .argument('<number>', 'of the suggestion')
    .requiredOption('--as-of <time>', 'of the report that suggests it')
    .option('--settings <version>', 'of that report')
    .action((manager: string, number: string, options: { asOf: string; settings?: string }) =>
      withServer((access, output) => takeSuggestionOf({ manager, number, ...options }, access, output)),
    );
};
