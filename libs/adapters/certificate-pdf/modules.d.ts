/** As much of it as is used here: it ships no types. */
declare module 'fontkit' {
  export interface Font {
    readonly hasGlyphForCodePoint: (point: number) => boolean;
  }
  export const openSync: (file: string) => Font;
}
/** Its types do not say that the default export is the factory. */
declare module 'bidi-js/dist/bidi.mjs' {
  export default function bidiFactory(): {
    readonly getEmbeddingLevels: (text: string) => { readonly levels: Uint8Array };
    readonly getMirroredCharacter: (letter: string) => string | null;
  };
}
