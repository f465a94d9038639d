import {
  canonicalForm,
  CREDENTIALS_V1,
  CREDENTIALS_V2,
  type JsonObject,
  NotCanonical,
  spelledByKnownContexts,
  without,
} from '@laurel/verifiable-credentials';
import { isDeepStrictEqual } from 'node:util';
import { achievementForm, type Credential, datesOf, endorsementForm, kindOf, wrongIn } from './credential-form.ts';
import { failed, type Finding, passed, quoted, unchecked } from './finding.ts';

const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context';

export interface Form {
  readonly finding: Finding;
  /** What a proof is over; null: there is none. */
  readonly canonical: string | null;
}

/** Its terms are those of its contexts, all of them defined, and spelled so that a reader sees what was signed. */
export const checkForm = async (document: JsonObject, credential: Credential): Promise<Form> => {
  const wrong = wrongContexts(credential) ?? wrongMembers(document, credential);
  if (wrong !== undefined) return { finding: failed(wrong), canonical: null };
  try {
    const unsecured = without(document, 'proof');
    const canonical = await canonicalForm(unsecured);
    if (!(await isSpelledAsSigned(unsecured)))
      return { finding: failed('Its terms are not spelled as its contexts define them.'), canonical: null };
    const types = credential.type.map(quoted).join(', ');
    return { finding: passed(`It is a credential of the type ${types}; every term is defined.`), canonical };
  } catch (error) {
    if (error instanceof NotCanonical) return { finding: meaningless(error), canonical: null };
    throw error;
  }
};

const meaningless = ({ message, unknownContext }: NotCanonical): Finding =>
  unknownContext === undefined
    ? failed(`Something in it has no meaning. ${message}`)
    : unchecked(`It uses terms of ${quoted(unknownContext)}, which is not known here and is not fetched.`);

const wrongContexts = (credential: Credential): string | undefined => {
  const [first, ...more] = credential['@context'];
  if (first !== CREDENTIALS_V2 && first !== CREDENTIALS_V1)
    return `Its first context must be ${CREDENTIALS_V2}, and is ${quoted(String(first))}.`;
  if (kindOf(credential) === 'other') return undefined;
  const isOpenBadge = more.some((one) => typeof one === 'string' && one.startsWith(OPEN_BADGES));
  return isOpenBadge ? undefined : 'It is called an Open Badge without the context of Open Badges 3.0.';
};

const wrongMembers = (document: JsonObject, credential: Credential): string | undefined => {
  const kind = kindOf(credential);
  if (kind === 'other') return undefined;
  if (datesOf(credential).from === null) return 'It does not say from when on it is in force.';
  const { error } = (kind === 'achievement' ? achievementForm : endorsementForm).safeParse(document);
  return (
    error && `It is no ${kind === 'achievement' ? 'Open Badge' : 'endorsement'} of Open Badges 3.0: ${wrongIn(error)}.`
  );
};

/**
 * A signature is over meanings, a reader reads words. Who holds a credential could write its end under another name for the
 * same meaning, which nobody reads, and the signature would hold (Data Integrity 1.0, 2.4.1: context validation). So the words
 * must be those that the known contexts have for what was signed. Words of its own contexts are left out: nothing here reads them.
 */
const isSpelledAsSigned = async (document: JsonObject): Promise<boolean> => {
  if (isInPlainWords(document)) return true;
  const contexts = [document['@context']].flat().filter((one) => typeof one === 'object' && one !== null);
  const own = new Set(contexts.flatMap((context) => Object.keys(context)));
  const spelled = await spelledByKnownContexts(document);
  return isDeepStrictEqual(
    comparable(without(document, '@context'), (word) => !own.has(word)),
    comparable(without(spelled, '@context'), (word) => !word.includes(':')),
  );
};

/**
 * Known contexts only, and no other words than terms: then there is one way only to write what is read here, as no two terms
 * of the known contexts have the same meaning (a spec holds that), but for types, which begin with a capital letter.
 */
const isInPlainWords = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every(isInPlainWords);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([word, one]) => {
    if (word === '@context') return isKnownContexts(word, one);
    if (word === 'type') return [one].flat().every((type) => typeof type === 'string' && !type.includes(':'));
    return !/[@:]|^[A-Z]/.test(word) && isInPlainWords(one);
  });
};

/** Without what JSON-LD may write in two ways (one value alone or in an array, and nothing), and with some words only. */
const comparable = (value: unknown, isKept: (word: string) => boolean): unknown => {
  if (Array.isArray(value)) return alone(value.filter((item) => item !== null).map((item) => comparable(item, isKept)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([word, one]) => isKept(word) && !isNothing(one) && !isKnownContexts(word, one))
      .map(([word, one]) => [word, word === 'type' ? readTypes(one) : comparable(one, isKept)]),
  );
};

const isNothing = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** An endorsement inside names its contexts again. */
const isKnownContexts = (word: string, value: unknown): boolean =>
  word === '@context' && [value].flat().every((one) => typeof one === 'string');

const alone = (items: readonly unknown[]): unknown => (items.length === 1 ? items[0] : items);

/** Open Badges give some types and a property the same address (Criteria, Image), so that those may come back as either. */
const readTypes = (types: unknown): unknown => [types].flat().filter((type) => READ_TYPES.has(type));
const READ_TYPES: ReadonlySet<unknown> = new Set([
  ...['VerifiableCredential', 'OpenBadgeCredential', 'AchievementCredential', 'EndorsementCredential'],
  ...['AchievementSubject', 'EndorsementSubject', 'Achievement', 'Profile'],
  ...['BitstringStatusListCredential', 'BitstringStatusList', 'BitstringStatusListEntry'],
]);
