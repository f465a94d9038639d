import { type ShownEndorsement } from '@laurel/contracts';
import {
  judgeConditions,
  judgeEndorsement,
  type ReadCredential,
  readConditions,
  type Verification,
} from '@laurel/certification-domain';
import { type EndorsementPorts } from '../endorsements/endorsements.deps.ts';
import { commentOf, datesOf } from '../endorsements/show-endorsement.ts';

/** More are not looked at: each costs requests to addresses that a stranger chose. */
const MOST_EMBEDDED = 5;

interface Embedded {
  /** What it must be about. */
  readonly about: string;
  readonly given: unknown;
}

/** Open Badges 3.0 puts endorsements into the credential, its achievement and its issuer's profile. */
export const embeddedEndorsements = async (
  ports: Pick<EndorsementPorts, 'verify' | 'clock'>,
  credential: ReadCredential,
): Promise<readonly ShownEndorsement[]> => {
  const all = embeddedIn(credential);
  const shown = await Promise.all(all.slice(0, MOST_EMBEDDED).map((one) => showEmbedded(ports, credential, one)));
  return [...shown, ...all.slice(MOST_EMBEDDED).map(notLookedAt)];
};

const embeddedIn = ({ id, issuer, document }: ReadCredential): readonly Embedded[] => {
  const achievement = fieldOf([document['credentialSubject']].flat()[0], 'achievement');
  const places: readonly [unknown, unknown][] = [
    [document, id],
    [achievement, fieldOf(achievement, 'id')],
    [document['issuer'], issuer.id],
  ];
  return places.flatMap(([place, about]) =>
    typeof about === 'string'
      ? ['endorsement', 'endorsementJwt'].flatMap((name) =>
          listOf(fieldOf(place, name)).map((given) => ({ about, given })),
        )
      : [],
  );
};

const showEmbedded = async (
  { verify, clock }: Pick<EndorsementPorts, 'verify' | 'clock'>,
  badge: ReadCredential,
  { about, given }: Embedded,
): Promise<ShownEndorsement> => {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const verification = await verify(new TextEncoder().encode(text), clock.now());
  const body = signerOf(verification);
  const { verdict, because } = judgeEndorsement(verification, {
    subjects: new Set([about]),
    // Nobody registered a body for somebody else's badge: it is for the reader to know who signed.
    signers: new Set([body.signer]),
    isOwn: (id) => id === badge.issuer.id || id.startsWith(`${badge.issuer.id}#`),
  });
  const conditions = conditionsOf(verification, clock.now());
  return {
    ...nothingKnown(about),
    ...{ body, verdict, because: [...because], conditions: [...conditions], comment: commentOf(verification) },
    stands: verdict === 'valid' && conditions.every(({ holds }) => holds === true),
    ...datesOf(verification),
  };
};

const UNKNOWN = { name: 'unknown', url: null, signer: 'unknown' };

const signerOf = ({ credential }: Verification) =>
  credential
    ? { name: credential.issuer.name ?? credential.issuer.id, url: null, signer: credential.issuer.id }
    : UNKNOWN;

const conditionsOf = ({ verdict, credential }: Verification, now: Date) =>
  verdict === 'invalid' || !credential ? [] : judgeConditions(readConditions(credential.document), undefined, now);

const notLookedAt = ({ about }: Embedded): ShownEndorsement => ({
  ...nothingKnown(about),
  body: UNKNOWN,
  ...{ verdict: 'unknown', stands: false, conditions: [], comment: null, validFrom: null, validUntil: null },
  because: [`It was not looked at: more than ${MOST_EMBEDDED} came with the credential.`],
});

const nothingKnown = (about: string) => ({
  ...{ endorsement: null, about: { id: about, name: null }, document: null },
  ...{ statusSince: null, lookedAt: null, unreachableSince: null },
});

const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value].flat());
const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
