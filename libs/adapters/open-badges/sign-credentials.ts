import { type SignCredentials } from '@laurel/certification-domain';
import { type Curve, type JsonObject, secure } from '@laurel/verifiable-credentials';
import { randomBytes } from 'node:crypto';
import { achievementCredential } from './documents/achievement-credential.ts';
import { type Issuer } from './documents/issuer.ts';
import { statusListCredential } from './documents/status-list-credential.ts';
import { signJwt } from './jwt/sign-jwt.ts';
import { type IssuerKeys, signingKey } from './keys/issuer-keys.ts';

/** EdDSA or ES256: which of them a JWT is signed with, as wallets need it. */
export type JwtAlgorithm = 'EdDSA' | 'ES256';

const CURVES: Readonly<Record<JwtAlgorithm, Curve>> = { EdDSA: 'Ed25519', ES256: 'P-256' };

export interface Signing {
  readonly issuer: Issuer;
  readonly keys: IssuerKeys;
  readonly jwtAlgorithm: JwtAlgorithm;
}

/** Open Badges 3.0, signed with the newest keys. Nothing is kept: the caller records what goes out. */
export const credentialSigner = ({ issuer, keys, jwtAlgorithm }: Signing): SignCredentials => {
  const secured = async (document: JsonObject, created: Date) => {
    const { name } = signingKey(await keys.list(), 'Ed25519');
    const method = issuer.addresses.key(name);
    const sign = (data: Uint8Array) => keys.sign(name, data);
    return { document: JSON.stringify(await secure(document, { created, verificationMethod: method, sign })), name };
  };
  const jwtOf = async (credential: ReturnType<typeof achievementCredential>): Promise<string> => {
    const key = signingKey(await keys.list(), CURVES[jwtAlgorithm]);
    return signJwt({ ...credential, ...registeredClaims(credential) }, key, issuer.addresses.key(key.name), keys);
  };
  return {
    sign: async (award, now) => {
      const credential = achievementCredential(award, issuer, randomBytes(16).toString('hex'));
      const { document, name } = await secured(credential, now);
      return { document, jwt: await jwtOf(credential), key: issuer.addresses.key(name) };
    },
    signStatusList: async (list, now) => (await secured(statusListCredential(list, issuer, now), now)).document,
  };
};

/** Open Badges 3.0, 8.2.4.1: what a JWT says in words of its own says the same as the credential. */
const registeredClaims = (credential: ReturnType<typeof achievementCredential>) => ({
  iss: credential.issuer.id,
  jti: credential.id,
  nbf: Date.parse(credential.validFrom) / 1000,
  ...(credential.validUntil === undefined ? {} : { exp: Date.parse(credential.validUntil) / 1000 }),
});
