import { type Command } from 'commander';
import {
  endSegment,
  explainMember,
  keepSegment,
  showMembers,
  showSegmentHistory,
  showSegments,
  sizeOfSegment,
} from './commands/segments.ts';
import { type ExitCode } from './outcome.ts';
import { type Output } from './output.ts';
import { type Access } from './server.ts';

type Run = (work: (access: Access, output: Output) => Promise<ExitCode>) => Promise<void>;

const AT = ['--at <time>', 'as known at that time'] as const;

/** `laurel segments`. */
export const addSegments = (program: Command, withServer: Run): void => {
  const segments = program.command('segments').description('saved questions about people, live or fixed');
  segments.command('list').action(() => withServer(showSegments));
  segments
    .command('save')
    .argument('<file>', 'the segment as JSON (docs/how-to/write-a-segment.md), - is standard input')
    .option('--change <id>', 'write the next version of this one')
    .action((file: string, options: { change?: string }) =>
      withServer((access, output) => keepSegment({ file, ...options }, access, output)),
    );
  segments
    .command('size')
    .argument('<id>')
    .option(...AT)
    .action((id: string, options: { at?: string }) =>
      withServer((access, output) => sizeOfSegment({ id, ...options }, access, output)),
    );
  segments
    .command('members')
    .argument('<id>')
    .option(...AT)
    .action((id: string, options: { at?: string }) =>
      withServer((access, output) => showMembers({ id, ...options }, access, output)),
    );
  segments
    .command('explain')
    .description('why somebody belongs to it, or why not')
    .argument('<id>')
    .argument('<learner>')
    .option(...AT)
    .action((id: string, learner: string, options: { at?: string }) =>
      withServer((access, output) => explainMember({ id, learner, ...options }, access, output)),
    );
  segments
    .command('history')
    .argument('<id>')
    .action((id: string) => withServer((access, output) => showSegmentHistory(id, access, output)));
  segments
    .command('archive')
    .argument('<id>')
    .action((id: string) => withServer((access, output) => endSegment(id, access, output)));
};
