import { type StatusPurpose } from './award.ts';

/** Where outsiders find what they need to check a certificate. Forever: they stand in every certificate that was ever signed. */
export interface PublicAddresses {
  /** The issuer's profile. */
  readonly issuer: string;
  /** The issuer's id in every credential, as did:web: most verifiers find keys by DIDs only. */
  readonly did: string;
  /** A key of the issuer by its name, as a verification method in the DID document. */
  key(name: string): string;
  readonly didDocument: string;
  readonly jwks: string;
  achievement(programme: string, version: number): string;
  status(list: string, purpose: StatusPurpose): string;
  /** The signed document of a certificate. */
  certificate(id: string): string;
  /** Where a body sends its endorsement, and anybody finds it as it was signed. */
  endorsement(id: string): string;
  /** The page on which a person checks a certificate. */
  verify(id: string): string;
  /** The picture of a certificate, for previews of the page. */
  picture(id: string): string;
}

/** All made of the address under which the server is reached from outside, which may have a path. */
export const addressesOf = (publicUrl: string): PublicAddresses => {
  const base = publicUrl.replace(/\/+$/, '');
  const { host, pathname } = new URL(base);
  const path = pathname.split('/').filter((part) => part !== '');
  const did = ['did:web', encodeURIComponent(host), ...path].join(':');
  return {
    issuer: `${base}/issuer`,
    did,
    key: (name) => `${did}#${name}`,
    // did:web looks below .well-known only where there is no path.
    didDocument: path.length > 0 ? `${base}/did.json` : `${base}/.well-known/did.json`,
    jwks: `${base}/.well-known/jwks.json`,
    achievement: (programme, version) => `${base}/programmes/${encodeURIComponent(programme)}/${version}`,
    status: (list, purpose) => `${base}/status/${encodeURIComponent(list)}/${purpose}`,
    certificate: (id) => `${base}/certificates/${id}`,
    endorsement: (id) => `${base}/endorsements/${id}`,
    verify: (id) => `${base}/verify/${id}`,
    picture: (id) => `${base}/verify/${id}/picture.png`,
  };
};
