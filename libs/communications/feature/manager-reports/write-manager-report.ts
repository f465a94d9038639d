import { type Attachment, CSV, type ManagerReportDue, type TeamReport, type TemplateValues } from '@laurel/contracts';
import { type LinkMaker, suggestionLink, teamLink } from '@laurel/communications-domain';
import { messageIdOf } from '../message-id.ts';
import { namesIn, type NameOf, type TeamPorts } from './team-ports.ts';
import { listsOf, sentenceOf, suggestionInWords } from './team-words.ts';

export interface WrittenReport {
  readonly values: TemplateValues;
  readonly attachments: readonly Attachment[];
}

/** What the mail of a report says, as known when it fell due; or why there is none. Throws on an outage. */
export const writeManagerReport = async (
  ports: TeamPorts & LinkMaker,
  { firing, learner: manager, asOf, settings, week }: ManagerReportDue,
): Promise<WrittenReport | { readonly why: string }> => {
  const { report, isWanted } = await ports.teamReports.read({ manager, asOf, settings });
  if (!isWanted) return { why: 'an empty week: nobody in the team learns, nothing is overdue, nothing happened' };
  const nameOf = await namesIn(ports, report);
  const message = messageIdOf(firing);
  const content = new TextEncoder().encode(ports.teamReports.csv(report, nameOf));
  return {
    values: {
      ...{ asOf, people: report.totals.people, ...figuresOf(report) },
      ...(report.isEmpty ? { quiet: 'Nobody has a course open, and nothing is overdue.' } : {}),
      ...listsOf(report, nameOf),
      ...suggestionsOf(ports, { report, nameOf, message }),
      teamUrl: teamLink(ports, message),
    },
    attachments: [{ name: `team-${week}.csv`, type: CSV, content }],
  };
};

const figuresOf = ({ totals, before }: TeamReport): Record<string, number> => ({
  ...{ active: totals.active, stuck: totals.stuck, overdue: totals.overdue, done: totals.done },
  ...{ activeBefore: before.active, stuckBefore: before.stuck },
  ...{ overdueBefore: before.overdue, doneBefore: before.done },
});

interface Suggesting {
  readonly report: TeamReport;
  readonly nameOf: NameOf;
  readonly message: string;
}

const suggestionsOf = (maker: LinkMaker, { report, nameOf, message }: Suggesting): Record<string, string> =>
  Object.fromEntries(
    report.suggestions.flatMap((one) => [
      [`suggestion${one.number}`, suggestionInWords(one, nameOf)],
      [`because${one.number}`, sentenceOf(one.because)],
      [`url${one.number}`, suggestionLink(maker, message, one.number)],
    ]),
  );
