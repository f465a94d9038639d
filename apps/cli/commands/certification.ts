import {
  archiveProgramme,
  certificateListView,
  certificateView,
  type CertificateView,
  changeProgramme,
  draftProgramme,
  getCertificate,
  getCredential,
  getPath,
  getProgramme,
  listCertificates,
  listPathsOfLearner,
  listProgrammes,
  listReviews,
  orderReview,
  pathView,
  type PathView,
  pathViews,
  programmeList,
  programmeView,
  type ProgrammeView,
  publishProgramme,
  reinstateCertificate,
  reopenProgramme,
  reviewList,
  revokeCertificate,
  type Route,
  signOffPath,
  suspendCertificate,
} from '@laurel/contracts';
import { writeFile } from 'node:fs/promises';
import { DONE, type ExitCode } from '../outcome.ts';
import { type Output, table } from '../output.ts';
import { type Access, ask, request } from '../server.ts';
import { questionFrom } from './operation.ts';

export const showProgrammes = async (access: Access, output: Output): Promise<ExitCode> => {
  const { programmes } = await ask(access, listProgrammes, programmeList);
  const rows = programmes.map((one) => [one.id, one.is, one.version, one.published, one.title]);
  output.answer(programmes, table(['id', 'is', 'version', 'published', 'title'], rows));
  return DONE;
};

const programmeWords = ({ id, title, is, version, published, criteria, paths, certificates }: ProgrammeView): string =>
  [
    `${id}: ${title}; ${is}, version ${version}, published ${published ?? 'none'}`,
    ...criteria.map((one) => `  ${one}`),
    `${paths.begun} have begun, ${paths.complete} are complete`,
    `certificates: ${Object.entries(certificates)
      .map(([status, count]) => `${count} ${status}`)
      .join(', ')}`,
  ].join('\n');

const answeredProgramme = (view: ProgrammeView, output: Output): ExitCode => {
  output.answer(view, programmeWords(view));
  return DONE;
};

export const showProgramme = async (id: string, access: Access, output: Output): Promise<ExitCode> =>
  answeredProgramme(await ask(access, getProgramme, programmeView, { params: { id } }), output);

/** Writes it down, or changes it where it is there already. */
export const saveProgramme = async (
  { id, file }: { readonly id: string; readonly file: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const definition = await questionFrom(file);
  const { programmes } = await ask(access, listProgrammes, programmeList);
  const view = programmes.some((one) => one.id === id)
    ? await ask(access, changeProgramme, programmeView, { params: { id }, json: { definition } })
    : await ask(access, draftProgramme, programmeView, { json: { id, definition } });
  return answeredProgramme(view, output);
};

/** Without a version the newest. */
export const publish = async (
  { id, version }: { readonly id: string; readonly version?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const newest = version ?? (await ask(access, getProgramme, programmeView, { params: { id } })).version;
  const json = { version: Number(newest) };
  return answeredProgramme(await ask(access, publishProgramme, programmeView, { params: { id }, json }), output);
};

export const archive = async (
  { id, why }: { readonly id: string; readonly why: string },
  access: Access,
  output: Output,
): Promise<ExitCode> =>
  answeredProgramme(await ask(access, archiveProgramme, programmeView, { params: { id }, json: { why } }), output);

export const reopen = async (id: string, access: Access, output: Output): Promise<ExitCode> =>
  answeredProgramme(await ask(access, reopenProgramme, programmeView, { params: { id }, json: {} }), output);

const showReviews = async (
  act: Pick<Route, 'method' | 'path'>,
  id: string,
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const json = act.method === 'get' ? {} : { json: {} };
  const { reviews } = await ask(access, act, reviewList, { params: { id }, ...json });
  const rows = reviews.map((one) => [one.orderedAt, one.is, one.looked, one.people, one.completed]);
  output.answer(reviews, table(['ordered', 'is', 'looked', 'of', 'completed'], rows));
  return DONE;
};

export const issueInBulk = (id: string, access: Access, output: Output): Promise<ExitCode> =>
  showReviews(orderReview, id, access, output);
export const reviewsOf = (id: string, access: Access, output: Output): Promise<ExitCode> =>
  showReviews(listReviews, id, access, output);

const pathWords = ({ programme, title, is, certificate, requirements, next, by }: PathView): string => {
  const marks = { met: 'done', open: 'open', waiting: 'later' } as const;
  const rows = requirements.map((one) => [marks[one.is], one.phrase, one.because.text]);
  const until = certificate?.expiresAt ? `, until ${certificate.expiresAt}` : '';
  return [
    `${programme}: ${title}; ${is}${certificate ? `, certificate ${certificate.certificate}${until}` : ''}`,
    table(['', 'what', 'why'], rows),
    ...(next.length === 0 ? [] : [`next: ${next.join(', ')}${by === null ? '' : `, by ${by}`}`]),
  ].join('\n');
};

export const showPaths = async (
  { learner, programme }: { readonly learner: string; readonly programme?: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  if (programme !== undefined) {
    const view = await ask(access, getPath, pathView, { params: { id: programme, learner } });
    output.answer(view, pathWords(view));
    return DONE;
  }
  const { paths } = await ask(access, listPathsOfLearner, pathViews, { params: { id: learner } });
  output.answer(paths, paths.length === 0 ? `${learner} has begun no programme` : paths.map(pathWords).join('\n\n'));
  return DONE;
};

export const signOff = async (
  what: { readonly programme: string; readonly learner: string; readonly requirement: string; readonly by: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const { programme: id, learner, requirement, by: mentor } = what;
  const view = await ask(access, signOffPath, pathView, { params: { id, learner }, json: { requirement, mentor } });
  output.answer(view, pathWords(view));
  return DONE;
};

export interface CertificateFilter {
  readonly programme?: string;
  readonly learner?: string;
  readonly status?: string;
}

export const showCertificates = async (query: CertificateFilter, access: Access, output: Output): Promise<ExitCode> => {
  const { certificates } = await ask(access, listCertificates, certificateListView, { query: { ...query } });
  const rows = certificates.map((one) => [one.certificate, one.programme, one.learner, one.status, one.expiresAt]);
  output.answer(certificates, table(['certificate', 'programme', 'learner', 'status', 'until'], rows));
  return DONE;
};

const certificateWords = (one: CertificateView): string => {
  const rows = one.history.map(({ at, what, why, by }) => [at, what, by, why]);
  return [
    `${one.certificate}: ${one.title}; ${one.status}${one.why === null ? '' : `: ${one.why}`}`,
    ...one.evidence.map(({ because }) => `  ${because.text}`),
    table(['at', 'what', 'by', 'why'], rows),
  ].join('\n');
};

export const showCertificate = async (id: string, access: Access, output: Output): Promise<ExitCode> => {
  const view = await ask(access, getCertificate, certificateView, { params: { id } });
  output.answer(view, certificateWords(view));
  return DONE;
};

/** The signed file, byte for byte. */
export const saveCredential = async (
  { id, out }: { readonly id: string; readonly out: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const answer = await request(access, getCredential, { params: { id }, headers: { accept: 'application/vc+json' } });
  await writeFile(out, new Uint8Array(await answer.arrayBuffer()));
  output.answer({ certificate: id, file: out }, `${out} holds the certificate ${id}`);
  return DONE;
};

/** What a person decides about a certificate, with a reason. */
export const JUDGEMENTS: Readonly<Record<string, Pick<Route, 'method' | 'path'>>> = {
  suspend: suspendCertificate,
  reinstate: reinstateCertificate,
  revoke: revokeCertificate,
};

export const judgeCertificate = async (
  { act, id, why }: { readonly act: Pick<Route, 'method' | 'path'>; readonly id: string; readonly why: string },
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const view = await ask(access, act, certificateView, { params: { id }, json: { why } });
  output.answer(view, certificateWords(view));
  return DONE;
};
