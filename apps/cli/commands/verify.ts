import {
  getSharing,
  shareCertificate,
  sharingView,
  type SharingView,
  stopSharing,
  verificationReport,
  type VerificationReport,
  verifyAny,
} from '@laurel/contracts';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { DONE, type ExitCode, FAILED, WrongUse } from '../outcome.ts';
import { type Output, visible } from '../output.ts';
import { type Access, ask } from '../server.ts';

/** A file, `-` for standard input, or an https address, checked by the server. Done only where it is valid. */
export const verifyCredential = async (what: string, access: Access, output: Output): Promise<ExitCode> => {
  const report = await ask(access, verifyAny, verificationReport, await callOf(what));
  output.answer(report, wordsOf(report).map(visible).join('\n'));
  return report.verdict === 'valid' ? DONE : FAILED;
};

const callOf = async (what: string) => {
  if (/^https?:\/\//.test(what)) return { json: { url: what } };
  const bytes = what === '-' ? buffer(process.stdin) : readFile(what);
  const body = await bytes.catch(() => {
    throw new WrongUse(`${what} cannot be read: name a file or an https address`);
  });
  return { body, headers: { 'content-type': 'application/octet-stream' } };
};

const MARKS = { passed: 'good     ', failed: 'FAILED   ', unchecked: 'UNCHECKED' } as const;

const wordsOf = ({ verdict, says, checks, credential, certificate, endorsements }: VerificationReport): string[] => [
  `${verdict.toUpperCase()}: ${says}`,
  ...(credential
    ? [`${credential.subject.name ?? credential.kind}, by ${credential.issuer.name ?? ''} (${credential.issuer.id})`]
    : []),
  ...checks.map((check) => `${MARKS[check.result]}  ${check.of}: ${check.says}`),
  ...(certificate?.supersededBy ? [`followed by ${certificate.supersededBy}`] : []),
  ...endorsements.flatMap(({ body, verdict: worth, stands, because, conditions }) => [
    `endorsed by ${body.name} (${body.signer}): ${worth}${worth === 'valid' && !stands ? ', not all conditions are known to hold' : ''}`,
    ...because.map((why) => `  ${why}`),
    ...conditions.map(
      (one) => `  ${one.holds === null ? 'cannot be told' : one.holds ? 'holds' : 'BROKEN'}: ${one.says}`,
    ),
  ]),
];

interface Wish {
  readonly certificate: string;
  readonly show?: boolean;
  readonly withName?: boolean;
  readonly hide?: boolean;
}

/** What strangers see of a certificate; shown or hidden by its learner's wish. */
export const shareOf = async (
  { certificate: id, show, withName, hide }: Wish,
  access: Access,
  output: Output,
): Promise<ExitCode> => {
  const call = { params: { id } };
  const view =
    show || withName
      ? await ask(access, shareCertificate, sharingView, { ...call, json: { withName: withName ?? false } })
      : await ask(access, hide ? stopSharing : getSharing, sharingView, call);
  output.answer(view, sharingWords(view));
  return DONE;
};

const sharingWords = ({ isPublic, withName, verifyUrl, linkedInUrl }: SharingView): string =>
  isPublic
    ? [`public${withName ? ', with the name' : ''}: ${verifyUrl}`, `LinkedIn: ${linkedInUrl ?? ''}`].join('\n')
    : 'not public: strangers see nothing';
