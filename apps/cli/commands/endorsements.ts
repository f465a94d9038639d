import {
  bodyView,
  closeEndorsement,
  endorsementHistory,
  endorsementInvitation,
  endorsementView,
  type EndorsementView,
  getEndorsementHistory,
  getInvitation,
  inviteBody,
  listBodies,
  listEndorsements,
  lookAtEndorsement,
  receivedVerdict,
  registerBody,
  sendEndorsement,
} from '@laurel/contracts';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DONE, type ExitCode, FAILED, WrongUse } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask } from '../server.ts';
import { questionFrom } from './operation.ts';

const bodyList = z.object({ bodies: z.array(bodyView) });
const endorsementList = z.object({ endorsements: z.array(endorsementView) });

export const showBodies = async (access: Access, output: Output): Promise<ExitCode> => {
  const { bodies } = await ask(access, listBodies, bodyList);
  output.answer(
    bodies,
    table(
      ['id', 'name', 'signs as'],
      bodies.map(({ id, name, signer }) => [id, name, signer]),
    ),
  );
  return DONE;
};

interface Body {
  readonly id: string;
  readonly name: string;
  readonly signer: string;
  readonly url?: string;
}

export const keepBody = async (body: Body, access: Access, output: Output): Promise<ExitCode> => {
  const kept = await ask(access, registerBody, bodyView, { json: body });
  output.answer(kept, `${kept.id}: ${kept.name} signs as ${kept.signer}`);
  return DONE;
};

export const showEndorsements = async (access: Access, output: Output): Promise<ExitCode> => {
  const { endorsements } = await ask(access, listEndorsements, endorsementList);
  output.answer(endorsements, table(HEADER, endorsements.map(rowOf)));
  return DONE;
};

const HEADER = ['id', 'body', 'endorses', 'verdict', 'stands', 'why'];

const rowOf = ({ id, body, endorses, closed, shown }: EndorsementView): readonly string[] => {
  const what = endorses.kind === 'programme' ? `${endorses.programme} version ${endorses.version}` : endorses.kind;
  if (!shown) return [id, body, what, closed ? 'closed' : 'awaited', 'no', ''];
  const broken = shown.conditions.filter(({ holds }) => holds !== true).map(({ says }) => says);
  return [id, body, what, shown.verdict, shown.stands ? 'yes' : 'no', [...shown.because, ...broken].join(' ')];
};

/** A file as `POST /v1/endorsements` takes it (docs/how-to/endorse.md). */
export const askToEndorse = async (file: string, access: Access, output: Output): Promise<ExitCode> => {
  const view = await ask(access, inviteBody, endorsementView, { json: await questionFrom(file) });
  output.answer(view, `${view.id}: invited. Send the body what "laurel endorsements invitation ${view.id}" prints`);
  return DONE;
};

/** The file for the body; always JSON, as it is for a program. */
export const showInvitation = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const invitation = await ask(access, getInvitation, endorsementInvitation, { params: { id } });
  output.answer(invitation, JSON.stringify(invitation, null, 2));
  return DONE;
};

/** What a body mailed back. */
export const takeEndorsement = async (
  { id, file }: { readonly id: string; readonly file: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const body = await readFile(file).catch(() => {
    throw new WrongUse(`${file} cannot be read`);
  });
  const headers = { 'content-type': 'application/vc' };
  const found = await ask(access, sendEndorsement, receivedVerdict, { params: { id }, body, headers });
  output.answer(found, [`${found.taken ? 'taken' : 'NOT TAKEN'}: ${found.verdict}`, ...found.because].join('\n'));
  return found.taken ? DONE : FAILED;
};

export const lookAt = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const view = await ask(access, lookAtEndorsement, endorsementView, { params: { id } });
  output.answer(view, table(HEADER, [rowOf(view)]));
  return DONE;
};

export const showEndorsementHistory = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const { decisions } = await ask(access, getEndorsementHistory, endorsementHistory, { params: { id } });
  output.answer(
    decisions,
    table(
      ['at', 'what', 'because'],
      decisions.map((one) => [one.at, one.what, one.because.join(' ')]),
    ),
  );
  return DONE;
};

export const endEndorsement = async (
  { id, why }: { readonly id: string; readonly why: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const view = await ask(access, closeEndorsement, endorsementView, { params: { id }, json: { why } });
  output.answer(view, `${view.id} is closed`);
  return DONE;
};
