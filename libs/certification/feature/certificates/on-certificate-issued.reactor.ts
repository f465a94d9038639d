import { awardOf, isOver } from '@laurel/certification-domain';
import { CertificateIssued } from '@laurel/contracts';
import { type Cause, type Reactor } from '@laurel/kernel';
import { newId } from '@laurel/platform';
import { createHash } from 'node:crypto';
import { type CertificationDeps } from '../certification.deps.ts';
import { readProgramme, versionOf } from '../programmes/programme-book.ts';
import { issuedIn, readCertificate, tellCertificate } from './certificate-book.ts';

type SigningDeps = Pick<
  CertificationDeps,
  'store' | 'places' | 'credentials' | 'sign' | 'owner' | 'clock' | 'certificates'
>;

/** A certificate was issued: it gets its place in the status lists, is signed and kept. Each step is taken once. */
export const onCertificateIssued =
  (deps: SigningDeps): Reactor =>
  async (event) => {
    const { certificate } = CertificateIssued.read(event).data;
    await signCertificate(deps, certificate, { causation: event.id, correlation: event.cause.correlation });
  };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** False: nobody knows an address of its owner, so there is nothing to bind it to. */
export const signCertificate = async (deps: SigningDeps, certificate: string, cause: Cause): Promise<boolean> => {
  const state = issuedIn(await readCertificate(deps.store, certificate));
  if (!state || state.isSigned || isOver(state)) return true;
  const { issued } = state;
  const owner = await deps.owner(issued.learner);
  if (!owner) return false;
  const programme = await readProgramme(deps.store, issued.programme);
  if (!programme) throw new Error(`there is no programme ${issued.programme}`);
  const place = await deps.places.take(certificate);
  const award = awardOf(issued, versionOf(programme, issued.programmeVersion), { email: owner.email, status: place });
  const { key, document, jwt } =
    (await deps.credentials.find(certificate)) ??
    (await deps.credentials.keep(certificate, await deps.sign.sign(award, deps.clock.now())));
  const command = { type: 'NoteSigned', place, key, documentSha256: sha256(document), jwtSha256: sha256(jwt) } as const;
  await tellCertificate(deps.store, certificate, { command, cause });
  return true;
};

const AT_ONCE = 500;

/** Signs what could not be signed when it was issued: by now somebody may have told an address. */
export const signWhatWaits = async (deps: SigningDeps): Promise<number> => {
  let signed = 0;
  for (let after: string | undefined; ;) {
    const page: readonly string[] = await deps.certificates.unsigned({ after, limit: AT_ONCE });
    for (const certificate of page) {
      const cause = { causation: `sweep-${newId()}`, correlation: newId() };
      if (await signCertificate(deps, certificate, cause)) signed += 1;
    }
    if (page.length < AT_ONCE) return signed;
    after = page.at(-1);
  }
};
