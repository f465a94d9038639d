import { type ListedCertificate, criteriaSentences } from '@laurel/certification-domain';
import { type SampledCertificate } from '@laurel/contracts';
import { createHash } from 'node:crypto';
import { issuedIn, readCertificate } from '../certificates/certificate-book.ts';
import { type CertificationPorts } from '../certification.deps.ts';
import { readProgramme } from '../programmes/programme-book.ts';
import { type EndorsedThings, type SampleWanted } from './endorsements.deps.ts';

type Ports = Pick<CertificationPorts, 'store' | 'certificates' | 'paths'>;

const PAGE = 500;

/** What can be endorsed, from programmes, paths and certificates as they are decided. */
export const endorsedThings = (ports: Ports): EndorsedThings => ({
  programme: async (id, version) => {
    const definition = (await readProgramme(ports.store, id))?.definitions.get(version);
    if (!definition) return undefined;
    const { title, description } = definition;
    return { title, description, criteria: criteriaSentences(definition, undefined) };
  },
  programmeOf: async (certificate) => {
    const issued = issuedIn(await readCertificate(ports.store, certificate))?.issued;
    return issued && { id: issued.programme, version: issued.programmeVersion };
  },
  standing: async (programme) => {
    if (!(await readProgramme(ports.store, programme))) return undefined;
    const [paths, certificates] = await Promise.all([
      ports.paths.counts(programme),
      ports.certificates.counts(programme),
    ]);
    const { valid = 0, renewed = 0, expired = 0, suspended = 0 } = certificates;
    return { begun: paths.begun, certified: paths.complete, withEvidence: valid + renewed + expired + suspended };
  },
  sample: (wanted) => sample(ports, wanted),
  holders: async function* (of) {
    for await (const one of allOf(ports, of?.id)) {
      if (!isInForce(one) || (of && one.programmeVersion !== of.version)) continue;
      yield { certificate: one.certificate, programme: one.programme, learner: one.learner };
    }
  },
});

const isInForce = ({ status }: ListedCertificate): boolean => status === 'valid' || status === 'renewed';

async function* allOf({ certificates }: Ports, programme: string | undefined): AsyncGenerator<ListedCertificate> {
  for (let after: string | undefined; ;) {
    const page = await certificates.page({ programme, after, limit: PAGE });
    yield* page;
    after = page.at(-1)?.certificate;
    if (page.length < PAGE || after === undefined) return;
  }
}

/** By lot, with the seed as the lot: whoever issues cannot choose the ones that look best. */
const sample = async (ports: Ports, { programme, version, size, seed }: SampleWanted) => {
  const drawn: { readonly lot: string; readonly one: ListedCertificate }[] = [];
  for await (const one of allOf(ports, programme)) {
    if (isInForce(one) && one.programmeVersion === version) drawn.push({ lot: lotOf(seed, one.certificate), one });
  }
  const chosen = drawn.sort((a, b) => (a.lot < b.lot ? -1 : 1)).slice(0, size);
  const read = await Promise.all(chosen.map(({ lot, one }) => sampled(ports, lot, one)));
  return read.filter((one) => one !== undefined);
};

const lotOf = (seed: string, certificate: string): string =>
  createHash('sha256').update(`${seed} ${certificate}`).digest('hex');

const PSEUDONYM_LENGTH = 8;
const MONTH_LENGTH = 7;

const sampled = async (
  { store }: Ports,
  lot: string,
  { certificate, issuedAt }: ListedCertificate,
): Promise<SampledCertificate | undefined> => {
  const issued = issuedIn(await readCertificate(store, certificate))?.issued;
  return (
    issued && {
      pseudonym: lot.slice(0, PSEUDONYM_LENGTH),
      month: issuedAt.toISOString().slice(0, MONTH_LENGTH),
      evidence: issued.evidence.map(({ title, because }) => `${title}: ${because.text}`),
    }
  );
};
