import {
  endSubscription,
  listReports,
  listSubscriptions,
  reportList,
  subscribe,
  subscriptionList,
  subscriptionView,
} from '@laurel/contracts';
import { DONE, type ExitCode } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask, request } from '../server.ts';
import { questionFrom } from './operation.ts';

export const showSubscriptions = async (access: Access, output: Output): Promise<ExitCode> => {
  const { subscriptions } = await ask(access, listSubscriptions, subscriptionList);
  const rows = subscriptions.map((one) => [one.id, one.to, one.savedQuestion, one.nextLookAt, one.sentence]);
  output.answer(subscriptions, table(['id', 'to', 'saved question', 'next look', 'when'], rows));
  return DONE;
};

/** Subscribes a person; the schedule or the threshold comes from a file, or from standard input with `-`. */
export const addSubscription = async (
  what: { readonly savedQuestion: string; readonly to: string; readonly file: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const when = Object(await questionFrom(what.file));
  const json = { ...when, savedQuestion: what.savedQuestion, to: what.to };
  const made = await ask(access, subscribe, subscriptionView, { json });
  output.answer(made, `${made.id}\n${made.sentence}; next look ${made.nextLookAt}`);
  return DONE;
};

/** What fell due, and what became of each mail. */
export const showReports = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const { reports } = await ask(access, listReports, reportList, { params: { id } });
  const rows = reports.map((one) => [one.asOf, one.outcome, one.because, one.why]);
  output.answer(reports, table(['as of', 'outcome', 'because', 'why'], rows));
  return DONE;
};

export const stopSubscription = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  await request(access, endSubscription, { params: { id } });
  output.answer({ id, ended: true }, `${id} has ended`);
  return DONE;
};
