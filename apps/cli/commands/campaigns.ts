import {
  approveCampaign,
  allowSending,
  cancelCampaign,
  type CampaignView,
  campaignCalendar,
  campaignList,
  campaignView,
  changeCampaign,
  correctCampaign,
  draftCampaign,
  dryRunAnswer,
  dryRunCampaign,
  endCampaign,
  estimateCampaign,
  getCampaign,
  launchCampaign,
  listCampaigns,
  pauseCampaign,
  personLedger,
  readCalendar,
  readCampaignLedger,
  readPersonLedger,
  resumeCampaign,
  returnCampaign,
  type Route,
  sendingView,
  stopSending,
  submitCampaign,
} from '@laurel/contracts';
import { DONE, type ExitCode } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask, request } from '../server.ts';
import { questionFrom } from './operation.ts';

export const showCampaigns = async (access: Access, output: Output): Promise<ExitCode> => {
  const { campaigns } = await ask(access, listCampaigns, campaignList);
  const rows = campaigns.map((one) => [one.id, one.status, one.version, one.live, one.window.from, one.window.to]);
  output.answer(campaigns, table(['id', 'status', 'version', 'live', 'from', 'to'], rows));
  return DONE;
};

const inWords = (campaign: CampaignView): string => {
  const { id, title, status, version, estimate, progress, messages, sent } = campaign;
  const { audience, goal, steps, limits } = campaign.inWords;
  const rows = progress.map((one) => [one.version, one.wave, one.arm, one.is, one.at, one.people]);
  return [
    `${id}: ${title}; ${status}, version ${version}; ${messages} messages fell due, ${sent} were sent`,
    `audience: ${audience}`,
    `goal: ${goal}`,
    ...steps.map((step) => `${'  '.repeat(step.depth + 1)}${step.id === null ? '' : `${step.id}: `}${step.sentence}`),
    ...limits,
    ...(estimate ? [`estimate: ${JSON.stringify(estimate)}`] : []),
    ...(rows.length === 0 ? [] : [table(['version', 'wave', 'arm', 'is', 'at', 'people'], rows)]),
  ].join('\n');
};

const answered = (view: CampaignView, output: Output): ExitCode => {
  output.answer(view, inWords(view));
  return DONE;
};

export const showCampaign = async (id: string, access: Access, output: Output): Promise<ExitCode> =>
  answered(await ask(access, getCampaign, campaignView, { params: { id } }), output);

/** Writes it down, or changes it where it is there already. */
export const saveCampaign = async (
  { id, file, salt }: { readonly id: string; readonly file: string; readonly salt?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const definition = await questionFrom(file);
  const { campaigns } = await ask(access, listCampaigns, campaignList);
  if (campaigns.some((one) => one.id === id)) {
    return answered(await ask(access, changeCampaign, campaignView, { params: { id }, json: { definition } }), output);
  }
  const json = { id, definition, ...(salt === undefined ? {} : { salt }) };
  return answered(await ask(access, draftCampaign, campaignView, { json }), output);
};

type Act = Pick<Route, 'method' | 'path'>;
/** What is said of a version; without one the newest is meant. */
export const OF_VERSION: Readonly<Record<string, Act>> = {
  estimate: estimateCampaign,
  submit: submitCampaign,
  approve: approveCampaign,
  launch: launchCampaign,
};
/** What is said with a reason. */
export const WITH_REASON: Readonly<Record<string, Act>> = {
  pause: pauseCampaign,
  end: endCampaign,
  cancel: cancelCampaign,
};

export const decideVersion = async (
  what: { readonly act: Act; readonly id: string; readonly version?: string; readonly why?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const { act, id, version, why } = what;
  const newest = version ?? (await ask(access, getCampaign, campaignView, { params: { id } })).version;
  const json = { version: Number(newest), ...(why === undefined ? {} : { why }) };
  return answered(await ask(access, act, campaignView, { params: { id }, json }), output);
};

export const returnVersion = (
  what: { readonly id: string; readonly version?: string; readonly why: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => decideVersion({ act: returnCampaign, ...what }, access, output);

export const haltCampaign = async (
  { act, id, why }: { readonly act: Act; readonly id: string; readonly why: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => answered(await ask(access, act, campaignView, { params: { id }, json: { why } }), output);

export const goOn = async (id: string, access: Access, output: Output): Promise<ExitCode> =>
  answered(await ask(access, resumeCampaign, campaignView, { params: { id }, json: {} }), output);

/** The order stands in a file: which messages, why, and with which template. */
export const correct = async (
  { id, file }: { readonly id: string; readonly file: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const json = await questionFrom(file);
  return answered(await ask(access, correctCampaign, campaignView, { params: { id }, json }), output);
};

export const dryRun = async (
  what: { readonly id: string; readonly asOf?: string; readonly until?: string; readonly people?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const { id, asOf, until, people } = what;
  const json = {
    ...(asOf === undefined ? {} : { asOf }),
    ...(until === undefined ? {} : { until }),
    ...(people === undefined ? {} : { people: Number(people) }),
  };
  const answer = await ask(access, dryRunCampaign, dryRunAnswer, { params: { id }, json });
  const lines = answer.lines.map(({ learner, sentence }) => `${learner}: ${sentence}`);
  const counts = Object.entries(answer.outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  output.answer(answer, [...lines, `${answer.audience} match; ${counts.join(', ')}`].join('\n'));
  return DONE;
};

/** The whole ledger as CSV. */
export const campaignLedgerTable = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const answer = await request(access, readCampaignLedger, { params: { id }, headers: { accept: 'text/csv' } });
  output.answer(undefined, (await answer.text()).trimEnd());
  return DONE;
};

/** Why each message came to a person, or did not, one sentence each. */
export const explainPerson = async (learner: string, access: Access, output: Output): Promise<ExitCode> => {
  const ledger = await ask(access, readPersonLedger, personLedger, { params: { id: learner } });
  const words = ledger.lines.map(({ sentence, facts }) => {
    const named = facts.map(({ source, id }) => `${source} ${id}`).join(', ');
    return named === '' ? sentence : `${sentence} Facts: ${named}`;
  });
  output.answer(ledger, words.length === 0 ? `nothing was decided about ${learner}` : words.join('\n'));
  return DONE;
};

export const showCalendar = async (access: Access, output: Output): Promise<ExitCode> => {
  const calendar = await ask(access, readCalendar, campaignCalendar);
  const rows = calendar.campaigns.map((one) => [one.id, one.status, one.window.from, one.window.to]);
  const collisions = calendar.collisions.map(
    ({ campaigns, from, to, people }) => `${campaigns.join(' and ')} share ${people} people from ${from} to ${to}`,
  );
  output.answer(calendar, [table(['id', 'status', 'from', 'to'], rows), ...collisions].join('\n'));
  return DONE;
};

export const haltSending = async (why: string | undefined, access: Access, output: Output): Promise<ExitCode> => {
  const [act, json] = why === undefined ? [allowSending, {}] : [stopSending, { why }];
  const sending = await ask(access, act, sendingView, { json });
  output.answer(sending, sending.stopped ? `all sending is stopped: ${sending.why}` : 'sending is allowed');
  return DONE;
};
