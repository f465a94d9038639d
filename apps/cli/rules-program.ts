import { type Command } from 'commander';
import { backTest, type BackTestOptions } from './commands/back-test.ts';
import {
  archive,
  changeDefinition,
  defineRule,
  setRule,
  showDefinition,
  showRuleHistory,
} from './commands/rule-definitions.ts';
import { showRules, tryRule } from './commands/rules.ts';
import { type ExitCode } from './outcome.ts';
import { type Output } from './output.ts';
import { type Access } from './server.ts';

type Run = (work: (access: Access, output: Output) => Promise<ExitCode>) => Promise<void>;

const gathered = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

/** `laurel rules`. */
export const addRules = (program: Command, withServer: Run): void => {
  const rules = program.command('rules').description('what Laurel does by itself, and why');
  rules
    .command('list')
    .option('--archived', 'those that are archived, too', false)
    .action((options: { archived: boolean }) => withServer((access, output) => showRules(options, access, output)));
  rules
    .command('test')
    .description('who matches, and why; nothing is sent or stored')
    .argument('<rule>')
    .option('--at <time>', 'as known and judged at that time')
    .option('--limit <count>')
    .action((id: string, options: { at?: string; limit?: string }) =>
      withServer((access, output) => tryRule({ id, ...options }, access, output)),
    );
  addBackTest(rules, withServer);
  rules
    .command('set')
    .description('switch a rule off, to shadow or live; change its parameters')
    .argument('<rule>')
    .option('--mode <mode>', 'off, shadow (fires into the history only) or live')
    .option('--set <name=value>', 'a parameter; an empty value gives it its default back', gathered)
    .action((id: string, options: { mode?: string; set?: readonly string[] }) =>
      withServer((access, output) => setRule({ id, ...options }, access, output)),
    );
  addDefinitions(rules, withServer);
};

const addBackTest = (rules: Command, withServer: Run): void => {
  rules
    .command('back-test')
    .description('whom it would have flagged, day by day with what was known then, and who left later')
    .argument('<rule>', 'the id of a rule, or a file (.json, - for standard input) with one that is not saved')
    .option('--set <name=value>', 'tried instead of the stored value', gathered)
    .option('--course <course>')
    .option('--run <run>')
    .option('--from <time>', 'no look before')
    .option('--to <time>', 'no look behind')
    .option('--as-of <time>', 'what became of people is as known at that time')
    .option('--lapse-after <days>', 'who does nothing for so many days has left, too')
    .option('--sweep <parameter=values>', 'the same with other values: days=7,14,21')
    .option('--by <attribute>', 'whom it flags by enrolment.<name> or person.<name>', gathered)
    .action((rule: string, options: BackTestOptions) =>
      withServer((access, output) => backTest({ rule, options }, access, output)),
    );
};

const addDefinitions = (rules: Command, withServer: Run): void => {
  rules
    .command('define')
    .description('a rule of your own (docs/how-to/add-a-rule.md); it is off until it is switched on')
    .argument('<file>', 'JSON, - is standard input')
    .action((file: string) => withServer((access, output) => defineRule(file, access, output)));
  rules
    .command('show')
    .description('a rule as it was written, as JSON: what one of your own can start from')
    .argument('<rule>')
    .action((id: string) => withServer((access, output) => showDefinition(id, access, output)));
  rules
    .command('change')
    .description('a new version of a rule of your own; it is off again')
    .argument('<rule>')
    .argument('<file>', 'JSON, - is standard input')
    .action((id: string, file: string) =>
      withServer((access, output) => changeDefinition({ id, file }, access, output)),
    );
  rules
    .command('archive')
    .description('use a rule of your own no more')
    .argument('<rule>')
    .action((id: string) => withServer((access, output) => archive(id, access, output)));
  rules
    .command('history')
    .description('who defined, changed, switched or archived a rule, and when')
    .argument('<rule>')
    .action((id: string) => withServer((access, output) => showRuleHistory(id, access, output)));
};
