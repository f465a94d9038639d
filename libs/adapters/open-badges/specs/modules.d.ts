/** Digital Bazaar's verifier, as much of it as is used here: it ships no types. */
declare module '@digitalbazaar/vc' {
  export const verifyCredential: (options: {
    readonly credential: object;
    readonly suite: unknown;
    readonly documentLoader: (url: string) => Promise<{ readonly documentUrl: string; readonly document: object }>;
    readonly checkStatus: (options: object) => Promise<StatusResult>;
    readonly now: Date;
  }) => Promise<{ readonly verified: boolean; readonly statusResult?: StatusResult }>;
  export interface StatusResult {
    readonly verified: boolean;
    readonly results: readonly { readonly status: boolean }[];
  }
}
declare module '@digitalbazaar/data-integrity' {
  export const DataIntegrityProof: new (options: { readonly cryptosuite: unknown }) => unknown;
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: unknown;
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
  import { type StatusResult } from '@digitalbazaar/vc';
  export const checkStatus: (options: {
    readonly credential: object;
    readonly documentLoader: unknown;
    readonly suite: unknown;
    readonly verifyBitstringStatusListCredential: boolean;
  }) => Promise<StatusResult>;
}
