import jsonld, { type Options, type RemoteDocument } from 'jsonld';
import { type Contexts, SHIPPED_CONTEXTS } from './contexts.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Why there is no canonical form: a sentence for a person. unknownContext: the address of a context that is not shipped. */
export class NotCanonical extends Error {
  readonly unknownContext: string | undefined;
  constructor(message: string, unknownContext?: string) {
    super(message);
    this.unknownContext = unknownContext;
  }
}

/**
 * The canonical N-Quads of a JSON-LD document (RDFC-1.0). Fails where a term, type or context is not defined (safe mode): what
 * is not canonicalised is not signed either. Graphs made to be slow are given up (the work allowed is linear in the blank nodes).
 */
export const canonicalForm = (document: JsonObject, contexts: Contexts = SHIPPED_CONTEXTS): Promise<string> =>
  asNotCanonical(async () => {
    const options = { ...optionsOf(contexts), algorithm: 'RDFC-1.0', format: 'application/n-quads' } as const;
    const quads = await jsonld.canonize(document, options);
    if (quads !== '') return quads;
    throw new NotCanonical('The document says nothing.');
  });

/**
 * The document as the known ones of its contexts spell it, made of what is signed. Words of contexts written inside the document
 * stand as addresses.
 */
export const spelledByKnownContexts = (document: JsonObject): Promise<JsonObject> =>
  asNotCanonical(async () => {
    const options = optionsOf(SHIPPED_CONTEXTS);
    const known = [document['@context']].flat().filter(isText);
    const expanded = await jsonld.expand(document, options);
    return jsonld.compact(expanded, known, { ...options, compactToRelative: false });
  });

const optionsOf = (contexts: Contexts): Options => ({
  safe: true,
  documentLoader: async (url): Promise<RemoteDocument> => {
    const document = contexts.get(url);
    if (document === undefined) throw new NotCanonical(`The context ${url} is not known here.`, url);
    return { contextUrl: undefined, documentUrl: url, document, tag: 'static' };
  },
});

const asNotCanonical = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw notCanonical(error);
  }
};

/** jsonld's errors: `details.event` of safe mode says which term, `details.cause` what our loader said. */
interface JsonLdError extends Error {
  readonly details?: { readonly cause?: unknown; readonly event?: SafeModeEvent };
}

interface SafeModeEvent {
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

const notCanonical = (error: unknown): NotCanonical => {
  if (error instanceof NotCanonical) return error;
  if (!(error instanceof Error)) return new NotCanonical(String(error));
  const { details } = error as JsonLdError;
  if (details?.cause instanceof NotCanonical) return details.cause;
  return new NotCanonical(details?.event ? saidOf(details.event) : error.message);
};

const saidOf = ({ message, details }: SafeModeEvent): string => {
  const named = ['property', 'type', 'id', 'value', 'language'].map((name) => details[name]).find(isText);
  const said = message.replace(/\.$/, '');
  return named === undefined ? `${said}.` : `${said}: ${named.slice(0, 100)}.`;
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** The object without one of its members. */
export const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([one]) => one !== name));
