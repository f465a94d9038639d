import {
  ledgerAnswer,
  type LedgerLine,
  listRules,
  readLedger,
  ruleList,
  ruleTestAnswer,
  testRule,
} from '@laurel/contracts';
import { DONE, type ExitCode } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask } from '../server.ts';

export const showRules = async (
  { archived }: { readonly archived: boolean },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const { rules } = await ask(access, listRules, ruleList, { query: { archived: archived ? 'true' : undefined } });
  const rows = rules.map((rule) => [rule.id, rule.version, rule.mode, rule.sentence]);
  output.answer(rules, table(['id', 'version', 'mode', 'what it does'], rows));
  return DONE;
};

/** Who matches, and why; nothing is sent or stored. */
export const tryRule = async (
  what: { readonly id: string; readonly at?: string; readonly limit?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const json = {
    ...(what.at === undefined ? {} : { at: what.at }),
    ...(what.limit === undefined ? {} : { limit: Number(what.limit) }),
  };
  const answer = await ask(access, testRule, ruleTestAnswer, { params: { id: what.id }, json });
  const rows = answer.learners.map((one) => [
    one.learner,
    one.course,
    one.run,
    one.firedBefore ? 'yes' : '',
    one.because.map((reason) => reason.text).join('; '),
  ]);
  const found = table(['learner', 'course', 'run', 'fired before', 'because'], rows);
  output.answer(answer, `${found}\n${answer.matches} match at ${answer.at}`);
  return DONE;
};

/** For every learner of a course or run: what a rule did, or why it did nothing. */
export const showLedger = async (
  what: { readonly rule: string; readonly course: string; readonly run?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const lines: LedgerLine[] = [];
  let after: string | undefined;
  do {
    const page = await ask(access, readLedger, ledgerAnswer, { query: { ...what, after } });
    lines.push(...page.lines);
    after = page.next ?? undefined;
  } while (after !== undefined);
  const rows = lines.map((line) => [line.learner, line.course, line.run, line.outcome, line.at, line.why.join('; ')]);
  output.answer(lines, table(['learner', 'course', 'run', 'outcome', 'at', 'why'], rows));
  return DONE;
};
