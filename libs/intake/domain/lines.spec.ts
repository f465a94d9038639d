import fc from 'fast-check';
import { chunksOfLines, LineTooLong } from './lines.ts';

const limits = { chunkLines: 3, chunkBytes: 1_000, lineBytes: 20 };
const bytes = (text: string) => new TextEncoder().encode(text);
const linesOf = async (pieces: readonly Uint8Array[], failure?: Error) => {
  const chunks: string[][] = [];
  const stream = (async function* () {
    yield* pieces;
    if (failure) throw failure;
  })();
  try {
    for await (const chunk of chunksOfLines(stream, limits))
      chunks.push(chunk.map((line) => Buffer.from(line).toString()));
  } catch (error) {
    return { chunks, error };
  }
  return { chunks };
};

it('hands on chunks of whole lines, without blank ones and carriage returns', async () => {
  const { chunks } = await linesOf([bytes('a\r\n\n\r\nb\nc\n'), bytes('d\ne')]);
  expect(chunks).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ]);
});

it('hands on the whole lines before a stream breaks, and not the cut one', async () => {
  const cut = new Error('cut');
  expect(await linesOf([bytes('a\nb\nhalf a li')], cut)).toEqual({ chunks: [['a', 'b']], error: cut });
});

it('ends with a line that is longer than memory should hold', async () => {
  const { chunks, error } = await linesOf([bytes('a\n0123456789'), bytes('0123456789'), bytes('0')]);
  expect(chunks).toEqual([['a']]);
  expect(error).toBeInstanceOf(LineTooLong);
});

it('finds the same lines however the bytes are cut', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.stringMatching(/^[a-zä]{1,9}$/u)), fc.array(fc.nat(40)), async (lines, cuts) => {
      const whole = bytes(lines.join('\n'));
      const edges = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
      const pieces = edges.slice(1).map((edge, index) => whole.subarray(edges[index], edge));
      expect((await linesOf(pieces)).chunks.flat()).toEqual(lines);
    }),
  ));
