import { type StatusPurpose } from '@laurel/certification-domain';
import { z } from 'zod';
import { authenticate } from './authenticate.ts';
import { checkDates } from './check-dates.ts';
import { type Verifying } from './check-issuer.ts';
import { type Credential, type StatusEntry } from './credential-form.ts';
import { failed, type Finding, passed, quoted, unchecked } from './finding.ts';
import { MOST_STATUS_ENTRIES, STATUS_LIST_LIMITS } from './limits.ts';
import { readGiven } from './read-given.ts';
import { NotRead } from './read-json.ts';
import { bitAt, statusBits } from './status-bits.ts';

export interface Status {
  readonly finding: Finding;
  /** What was lost, the worst first. */
  readonly lost: StatusPurpose | null;
}

const LOST: Readonly<Record<StatusPurpose, string>> = {
  revocation: 'Its issuer has revoked it.',
  suspension: 'Its issuer has suspended it for the time being.',
};

/** Asks every list that the credential names. One that cannot be asked leaves it open, unless another says that it is lost. */
export const checkStatus = async ({ credentialStatus }: Credential, verifying: Verifying): Promise<Status> => {
  const looks: (StatusPurpose | NotRead | null)[] = [];
  for (const entry of credentialStatus.slice(0, MOST_STATUS_ENTRIES)) looks.push(await look(entry, verifying));
  const lost = (['revocation', 'suspension'] as const).find((purpose) => looks.includes(purpose)) ?? null;
  if (lost) return { finding: failed(LOST[lost]), lost };
  const open = looks.find((one) => one instanceof NotRead);
  if (open) return { finding: unchecked(`Whether it is still in force cannot be looked up: ${open.why}`), lost };
  if (credentialStatus.length > MOST_STATUS_ENTRIES)
    return { finding: unchecked(`It names more than ${MOST_STATUS_ENTRIES} status lists.`), lost };
  const says =
    looks.length === 0
      ? 'It names no status list: its issuer cannot revoke it.'
      : 'Its issuer has neither revoked nor suspended it.';
  return { finding: passed(says), lost };
};

/** Purposes of the standard that take nothing from a credential. */
const HARMLESS = new Set(['refresh', 'message']);

/** null: nothing is lost. */
const look = async (entry: StatusEntry, verifying: Verifying): Promise<StatusPurpose | NotRead | null> => {
  if (HARMLESS.has(entry.statusPurpose)) return null;
  const place = placeOf(entry);
  if (place instanceof NotRead) return place;
  const bits = await listAt(place, verifying);
  if (bits instanceof NotRead) return bits;
  const bit = bitAt(bits, place.index);
  if (bit === undefined) return new NotRead(`the list at ${place.url} has no place ${place.index}.`);
  return bit ? place.purpose : null;
};

interface Place {
  readonly url: string;
  readonly index: number;
  readonly purpose: StatusPurpose;
}

const placeOf = ({ type, statusPurpose: purpose, ...entry }: StatusEntry): Place | NotRead => {
  const { statusListCredential: url, statusListIndex: index = '', statusSize } = entry;
  if (type !== 'BitstringStatusListEntry') return new NotRead(`a ${quoted(type)} is not known here.`);
  if (purpose !== 'revocation' && purpose !== 'suspension')
    return new NotRead(`the purpose ${quoted(purpose)} is not known here.`);
  if (statusSize !== 1) return new NotRead(`lists of ${statusSize} bits a place are not known here.`);
  if (url === undefined || !/^\d{1,9}$/.test(index)) return new NotRead('its place in a status list is wrong.');
  return { url, index: Number(index), purpose };
};

const listForm = z.looseObject({
  type: z.array(z.string()).refine((all) => all.includes('BitstringStatusListCredential')),
  credentialSubject: z.looseObject({
    type: z.literal('BitstringStatusList'),
    statusPurpose: z.union([z.string(), z.array(z.string())]),
    encodedList: z.string(),
  }),
});

/** The list is a credential itself: it must be signed, by whoever it names, and in force. */
const listAt = async ({ url, purpose }: Place, verifying: Verifying): Promise<Uint8Array | NotRead> => {
  const fetched = await verifying.fetchPublic(url, STATUS_LIST_LIMITS);
  if ('refused' in fetched) return new NotRead(fetched.refused);
  const given = readGiven(fetched.body);
  if (given instanceof NotRead) return new NotRead(`the list at ${url} cannot be read. ${given.why}`);
  const { credential, form, signature, issuer } = await authenticate(given, verifying);
  const checks = [form, signature, issuer, ...(credential ? [checkDates(credential, verifying.now)] : [])];
  const wrong = checks.find(({ result }) => result !== 'passed');
  if (wrong) return new NotRead(`the list at ${url} is not valid. ${wrong.says}`);
  const { data } = listForm.safeParse(given.document);
  if (!data) return new NotRead(`at ${url} is no status list (BitstringStatusListCredential).`);
  const { statusPurpose, encodedList } = data.credentialSubject;
  if (![statusPurpose].flat().includes(purpose)) return new NotRead(`the list at ${url} is not one of ${purpose}.`);
  return statusBits(encodedList);
};
