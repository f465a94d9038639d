import { inflateSync } from 'node:zlib';
import { pngChunk } from './png-chunk.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Open Badges 3.0, 5.3.1. */
const KEYWORD = 'openbadgecredential';

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length));

/** The picture with the credential inside (an iTXt chunk, uncompressed); one that it had before is gone. */
export const bakePng = (picture: Uint8Array, credential: string): Uint8Array => {
  const chunks = chunksOf(picture).filter((chunk) => !isBaked(chunk));
  if (!isPng(picture) || chunks[0]?.type !== 'IHDR') throw new Error('the picture is no PNG');
  const text = Buffer.concat([Buffer.from(`${KEYWORD}\0\0\0\0\0`, 'latin1'), Buffer.from(credential)]);
  const [header, ...more] = chunks;
  const all = [header, { type: 'iTXt', data: text }, ...more].map(({ type, data }) => pngChunk(type, data));
  return Uint8Array.from(Buffer.concat([SIGNATURE, ...all]));
};

/** The credential inside; undefined: there is none, or more of it than the limit says. */
export const unbakePng = (picture: Uint8Array, mostBytes: number): string | undefined => {
  const baked = chunksOf(picture).find(isBaked);
  return baked && textOf(baked.data, mostBytes);
};

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** As far as it can be read. */
const chunksOf = (picture: Uint8Array): readonly Chunk[] => {
  const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  const chunks: Chunk[] = [];
  let at = SIGNATURE.length;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) break;
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
};

const isBaked = ({ type, data }: Chunk): boolean =>
  type === 'iTXt' && data.toString('latin1', 0, KEYWORD.length + 1) === `${KEYWORD}\0`;

/** iTXt: keyword, 0, compressed, method, language, 0, translated keyword, 0, text. */
const textOf = (data: Buffer, mostBytes: number): string | undefined => {
  const isCompressed = data[KEYWORD.length + 1] === 1;
  const language = data.indexOf(0, KEYWORD.length + 3);
  const start = language < 0 ? -1 : data.indexOf(0, language + 1);
  const text = data.subarray(start + 1);
  if (start < 0 || text.length > mostBytes) return undefined;
  return (isCompressed ? inflated(text, mostBytes) : text)?.toString();
};

const inflated = (text: Buffer, mostBytes: number): Buffer | undefined => {
  try {
    return inflateSync(text, { maxOutputLength: mostBytes });
  } catch {
    return undefined; // damaged, or a bomb
  }
};
