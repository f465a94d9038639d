import { type JsonObject } from '@laurel/verifiable-credentials';
import { z } from 'zod';
import { type Jwt } from '../jwt/read-jwt.ts';
import { checkForm } from './check-form.ts';
import { checkIssuer, type IssuerCheck, type NamedKey, type Verifying } from './check-issuer.ts';
import {
  checkJwtSignature,
  checkProof,
  isKnownSuite,
  type SignedDocument,
  suiteOf,
  wrongHeader,
} from './check-signature.ts';
import { type Credential, credentialForm, datesOf, type Proof, wrongIn } from './credential-form.ts';
import { failed, type Finding, quoted, unchecked } from './finding.ts';
import { MOST_PROOFS } from './limits.ts';
import { type Given } from './read-given.ts';

/** Who said it, and was it said so. */
export interface Authentication {
  readonly credential: Credential | null;
  readonly form: Finding;
  readonly signature: Finding;
  readonly issuer: Finding;
}

const NOT_LOOKED_AT = unchecked('Not looked at, as its form is wrong.');

/** Never throws for what it is given. */
export const authenticate = async (given: Given, verifying: Verifying): Promise<Authentication> => {
  const { data: credential, error } = credentialForm.safeParse(given.document);
  if (!credential) {
    const form = failed(`It is no Verifiable Credential: ${wrongIn(error)}.`);
    return { credential: null, form, signature: NOT_LOOKED_AT, issuer: NOT_LOOKED_AT };
  }
  const { finding: form, canonical } = await checkForm(given.document, credential);
  // What cannot be read as it was signed has no issuer to ask.
  if (canonical === null) return { credential, form, signature: NOT_LOOKED_AT, issuer: NOT_LOOKED_AT };
  const signed = given.jwt
    ? await jwtSigned(credential, given.jwt, verifying)
    : await proofSigned({ document: given.document, canonical }, credential, verifying);
  return { credential, form, ...signed };
};

type Signed = Pick<Authentication, 'signature' | 'issuer'>;

/** All proofs that can be checked must hold, and one at least must be there. */
const proofSigned = async (signed: SignedDocument, credential: Credential, verifying: Verifying): Promise<Signed> => {
  const given = [signed.document['proof'] ?? []].flat() as JsonObject[];
  if (given.length > MOST_PROOFS) return both(unchecked(`It has more than ${MOST_PROOFS} proofs.`));
  const proofs = credential.proof.map((proof, at) => ({ proof, given: given[at] ?? {} }));
  let found: Signed = both(unsigned(credential.proof));
  for (const { proof, given: one } of proofs.filter(({ proof }) => isKnownSuite(proof))) {
    const issuer = await checkIssuer(credential.issuer.id, { method: proof.verificationMethod }, verifying);
    found = await signedBy(issuer, async (key) => expired(proof, verifying) ?? checkProof(signed, proof, one, key));
    if (found.signature.result !== 'passed') return found;
  }
  return found;
};

const unsigned = (proofs: readonly Proof[]): Finding =>
  proofs.length === 0
    ? failed('It is not signed.')
    : unchecked(`It is signed with ${proofs.map(suiteOf).map(quoted).join(', ')}, which is not known here.`);

const expired = ({ expires }: Proof, { now }: Verifying): Finding | undefined =>
  expires && expires <= now ? failed(`The proof expired ${expires.toISOString()}.`) : undefined;

const both = (finding: Finding): Signed => ({
  signature: finding,
  issuer: unchecked('Not looked at, as no signature can be checked.'),
});

const signedBy = async (
  { finding, key }: IssuerCheck,
  check: (key: NonNullable<IssuerCheck['key']>) => Promise<Finding>,
): Promise<Signed> => ({
  issuer: finding,
  signature: key ? await check(key) : unchecked("Not looked at, as the issuer's key is not known."),
});

const claimsForm = z.looseObject({
  iss: z.string(),
  jti: z.string().optional(),
  sub: z.string().optional(),
  nbf: z.number().optional(),
  exp: z.number().optional(),
});

const jwtSigned = async (credential: Credential, jwt: Jwt, verifying: Verifying): Promise<Signed> => {
  const wrong = wrongHeader(jwt) ?? contradiction(jwt, credential);
  if (wrong) return both(wrong);
  const issuer = await checkIssuer(credential.issuer.id, keyNamedBy(jwt, credential.issuer.id), verifying);
  return signedBy(issuer, async (key) => checkJwtSignature(jwt, key));
};

const keyNamedBy = ({ header: { kid, jwk } }: Jwt, issuer: string): NamedKey => {
  if (typeof kid !== 'string') return { jwk };
  return { method: kid.includes(':') ? kid : `${issuer}#${kid.replace(/^#/, '')}` };
};

/** The registered claims say what the credential says, or one of both is not what one reads. */
const contradiction = ({ claims }: Jwt, credential: Credential): Finding | undefined => {
  const { data, error } = claimsForm.safeParse(claims);
  if (!data) return failed(`The claims of the JWT are wrong: ${wrongIn(error)}.`);
  const said = saidBy(credential);
  const other = (['iss', 'jti', 'sub', 'nbf', 'exp'] as const).find(
    (claim) => data[claim] !== undefined && data[claim] !== said[claim],
  );
  return other && failed(`The claim ${other} of the JWT says something else than the credential.`);
};

const saidBy = (credential: Credential) => {
  const { from, until } = datesOf(credential);
  return {
    iss: credential.issuer.id,
    jti: credential.id,
    sub: credential.credentialSubject[0]?.id,
    nbf: from ? Math.floor(from.getTime() / 1000) : undefined,
    exp: until ? Math.floor(until.getTime() / 1000) : undefined,
  };
};
