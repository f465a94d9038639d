import { type Command } from 'commander';
import {
  campaignLedgerTable,
  correct,
  decideVersion,
  dryRun,
  goOn,
  haltCampaign,
  haltSending,
  OF_VERSION,
  returnVersion,
  saveCampaign,
  showCalendar,
  showCampaign,
  showCampaigns,
  WITH_REASON,
} from './commands/campaigns.ts';
import { type ExitCode } from './outcome.ts';
import { type Output } from './output.ts';
import { type Access } from './server.ts';

type Run = (work: (access: Access, output: Output) => Promise<ExitCode>) => Promise<void>;

export const addCampaigns = (program: Command, withServer: Run): void => {
  const campaigns = program.command('campaigns').description('campaigns, from their draft to their end');
  campaigns.command('list').action(() => withServer(showCampaigns));
  campaigns.command('calendar').action(() => withServer(showCalendar));
  addEach(campaigns, withServer);
  campaigns
    .command('save')
    .description('write a campaign down, or change it: every change is a version')
    .argument('<id>')
    .argument('<file>', 'the definition as JSON (docs/campaigns.md), - is standard input')
    .option('--salt <text>', 'draws the comparison group and the waves; said once')
    .action((id: string, file: string, options: { salt?: string }) =>
      withServer((access, output) => saveCampaign({ id, file, ...options }, access, output)),
    );
  campaigns
    .command('dry-run')
    .description('its ledger without sending anything')
    .argument('<id>')
    .option('--as-of <time>', 'begin then, on what was known then')
    .option('--until <time>')
    .option('--people <count>', 'at most so many')
    .action((id: string, options: { asOf?: string; until?: string; people?: string }) =>
      withServer((access, output) => dryRun({ id, ...options }, access, output)),
    );
  const sending = program.command('sending').description('everything that sends');
  sending
    .command('stop')
    .requiredOption('--why <text>')
    .action(({ why }: { why: string }) => withServer((access, output) => haltSending(why, access, output)));
  sending.command('allow').action(() => withServer((access, output) => haltSending(undefined, access, output)));
};

const addEach = (campaigns: Command, withServer: Run): void => {
  const one = (name: string) => campaigns.command(name).argument('<id>');
  one('show').action((id: string) => withServer((access, output) => showCampaign(id, access, output)));
  one('ledger').action((id: string) => withServer((access, output) => campaignLedgerTable(id, access, output)));
  one('resume').action((id: string) => withServer((access, output) => goOn(id, access, output)));
  for (const [name, act] of Object.entries(OF_VERSION)) {
    one(name)
      .option('--version-number <number>', 'without it the newest')
      .action((id: string, { versionNumber }: { versionNumber?: string }) =>
        withServer((access, output) =>
          decideVersion({ act, id, ...(versionNumber ? { version: versionNumber } : {}) }, access, output),
        ),
      );
  }
  one('return')
    .requiredOption('--why <text>')
    .action((id: string, { why }: { why: string }) =>
      withServer((access, output) => returnVersion({ id, why }, access, output)),
    );
  for (const [name, act] of Object.entries(WITH_REASON)) {
    one(name)
      .requiredOption('--why <text>')
      .action((id: string, { why }: { why: string }) =>
        withServer((access, output) => haltCampaign({ act, id, why }, access, output)),
      );
  }
  one('correct')
    .argument('<file>', 'the correction as JSON, - is standard input')
    .action((id: string, file: string) => withServer((access, output) => correct({ id, file }, access, output)));
};
