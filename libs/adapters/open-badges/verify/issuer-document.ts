import { type FetchPublic } from '@laurel/certification-domain';
import { type JsonObject } from '@laurel/verifiable-credentials';
import { failed, type Finding, quoted, unchecked } from './finding.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { NotRead, readJson } from './read-json.ts';

/** What an issuer says about its keys, at the address that its id names. */
export interface IssuerDocument {
  readonly url: string;
  readonly document: JsonObject;
}

/** did:web or https; another id is not looked up. Only the issuer's own document says which keys are its own. */
export const issuerDocument = async (issuer: string, fetchPublic: FetchPublic): Promise<IssuerDocument | Finding> => {
  const url = issuer.startsWith('did:web:') ? didWebUrl(issuer) : issuer;
  if (!url?.startsWith('https://'))
    return failed(`The issuer is ${quoted(issuer)}: neither did:key, did:web nor an https address.`);
  const document = await jsonAt(url, fetchPublic);
  if (document instanceof NotRead) return unchecked(`The issuer's keys cannot be looked up at ${url}: ${document.why}`);
  const { id } = document;
  return id === undefined || id === issuer
    ? { url, document }
    : failed(`At ${url} is the document of ${quoted(String(id))}, not of the issuer.`);
};

/** did:web method, 3.2: a port is percent-encoded, further parts are a path. undefined: it is no did:web. */
const didWebUrl = (did: string): string | undefined => {
  const [host = '', ...path] = did.slice('did:web:'.length).split(':');
  const url = `https://${host.replace(/%3A/i, ':')}/${path.length > 0 ? path.join('/') : '.well-known'}/did.json`;
  return /^[a-z0-9.-]+(%3A\d+)?$/i.test(host) && URL.canParse(url) ? url : undefined;
};

export const jsonAt = async (url: string, fetchPublic: FetchPublic): Promise<JsonObject | NotRead> => {
  const fetched = await fetchPublic(url, DOCUMENT_LIMITS);
  return 'refused' in fetched ? new NotRead(fetched.refused) : readJson(Buffer.from(fetched.body).toString());
};
