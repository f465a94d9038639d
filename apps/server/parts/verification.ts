import { drawPicture } from '@laurel/certificate-picture';
import {
  type FetchPublic,
  ownIds,
  type PublicDocument,
  type ReadPublicDocument,
  type StatusPurpose,
} from '@laurel/certification-domain';
import { answeringOwn, endorsedThings, findCertificateIn, type VerificationPorts } from '@laurel/certification-feature';
import { openEndorsementLooks } from '@laurel/certification-postgres';
import {
  achievementDocument,
  credentialVerifier,
  didDocument,
  issuerProfileDocument,
  jwksDocument,
} from '@laurel/open-badges';
import { newId, publicUrlOf } from '@laurel/platform';
import { openWebFetch, rememberFor } from '@laurel/web-fetch';
import { type Pool } from 'pg';
import { certificationOf, type openCertification } from './certification.ts';
import { type openIssuing } from './issuing.ts';
import { type Opening, type Parts } from './parts.ts';

/** What was withdrawn is seen by everybody after this, and a stranger's server is asked no more often. */
const REMEMBER_MS = 60_000;
const MOST_REMEMBERED = 200;

type Issuing = Awaited<ReturnType<typeof openIssuing>>;

interface Remembering extends Pick<Issuing, 'issuer' | 'issuerKeys' | 'signer'>, Pick<Opening, 'settings' | 'clock'> {
  readonly pool: Pool;
  readonly certification: Awaited<ReturnType<typeof openCertification>>;
}

/** What is remembered of strangers, of bodies and of what was signed: one memory for all who ask in this process. */
export const openVerification = async (parts: Remembering) => {
  const { settings, clock, pool } = parts;
  const guarded = openWebFetch({ allowedPrivateHosts: settings.LAUREL_PRIVATE_HOSTS });
  return {
    guarded,
    ofStrangers: rememberFor(guarded, { clock, forMs: REMEMBER_MS, most: MOST_REMEMBERED }),
    statusList: statusListsOf(parts),
    isOwn: await ownIdsOf(parts),
    looks: await openEndorsementLooks(pool),
  };
};

/** What outsiders are answered with, and what looks at the bodies' own status lists. */
export const verificationOf = (parts: Parts): VerificationPorts => {
  const { eventStore: store, settings, issuer, people, signing, clock } = parts;
  const { guarded, ofStrangers, isOwn, looks } = parts.verification;
  const { addresses, name: issuerName } = issuer;
  const certification = certificationOf(parts);
  const things = endorsedThings(certification);
  const readPublic = publicDocumentsOf(parts, things.programme);
  const ownOr = (fetch: FetchPublic): FetchPublic => answeringOwn(fetch, readPublic, publicUrlOf(settings));
  return {
    ...{ store, search: store, clock, newId, addresses, issuerName, things, readPublic },
    // What somebody asks to be fetched is fetched now: it may have been put right a moment ago.
    fetch: ownOr(guarded),
    verify: credentialVerifier(ownOr(ofStrangers)),
    verifyAnew: credentialVerifier(ownOr(guarded)),
    ...{ isOwn, looks },
    findCertificate: findCertificateIn(certification),
    signSharing: signing.signSharing,
    nameOf: async (learner) => (await people.find(learner))?.name,
    drawPicture,
  };
};

/** Keys that were made meanwhile are known by the did:web that names them all. */
const ownIdsOf = async ({ issuer, issuerKeys }: Pick<Remembering, 'issuer' | 'issuerKeys'>) => {
  const keys = await issuerKeys.list();
  return ownIds(
    issuer.addresses,
    keys.map(({ name }) => name),
  );
};

type FindProgramme = VerificationPorts['things']['programme'];

const publicDocumentsOf = (parts: Parts, programme: FindProgramme): ReadPublicDocument => {
  const { issuer, issuerKeys } = parts;
  return async (document: PublicDocument) => {
    switch (document.is) {
      case 'issuer':
        return JSON.stringify(issuerProfileDocument(issuer, await issuerKeys.list()));
      case 'didDocument':
        return JSON.stringify(didDocument(issuer, await issuerKeys.list()));
      case 'jwks':
        return JSON.stringify(jwksDocument(issuer, await issuerKeys.list()));
      case 'achievement': {
        const { programme: id, version } = document;
        const said = await programme(id, version);
        return said && JSON.stringify(achievementDocument({ id, version, ...said }, issuer.addresses));
      }
      case 'status':
        return parts.verification.statusList(document.list, document.purpose);
    }
  };
};

/** A list says of itself for how long it holds; it is signed again long before that, or as soon as it changes. */
const SIGNED_AGAIN_MS = 60 * 60_000;

interface SignedList {
  readonly set: string;
  readonly until: number;
  readonly text: Promise<string>;
}

/** Signed when asked, and not again while nothing changed: a list is asked for much more often than it changes. */
const statusListsOf = ({ certification, signer, clock }: Pick<Remembering, 'certification' | 'signer' | 'clock'>) => {
  const signed = new Map<string, SignedList>();
  return async (list: string, purpose: StatusPurpose): Promise<string | undefined> => {
    if (!(await certification.places.lists()).includes(list)) return undefined;
    const set = await certification.certificates.statusesSet(list, purpose);
    const [key, content, now] = [`${list} ${purpose}`, set.join(), clock.now()];
    const before = signed.get(key);
    if (before && before.set === content && before.until > now.getTime()) return before.text;
    const text = signer.signStatusList({ list, purpose, set }, now);
    signed.set(key, { set: content, until: now.getTime() + SIGNED_AGAIN_MS, text });
    return text;
  };
};
