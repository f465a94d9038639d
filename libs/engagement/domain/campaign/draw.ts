const encoder = new TextEncoder();
const { imul } = Math;

/**
 * MurmurHash3 x86 32-bit (Austin Appleby, public domain), seed 0, over the UTF-8 bytes of a text. Not for secrets: it only
 * has to be even, and the same everywhere and for ever.
 */
export const murmur3 = (text: string): number => {
  const bytes = encoder.encode(text);
  const whole = bytes.length & ~3;
  let hash = 0;
  for (let at = 0; at < whole; at += 4) {
    hash ^= scrambled(littleEndian(bytes, at, 4));
    hash = (imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  if (bytes.length > whole) hash ^= scrambled(littleEndian(bytes, whole, bytes.length - whole));
  return finished(hash ^ bytes.length);
};

const littleEndian = (bytes: Uint8Array, from: number, length: number): number => {
  let word = 0;
  for (let n = length - 1; n >= 0; n--) word = (word << 8) | (bytes[from + n] ?? 0);
  return word;
};

const scrambled = (word: number): number => {
  const spread = imul(word, 0xcc9e2d51);
  return imul((spread << 15) | (spread >>> 17), 0x1b873593);
};

const finished = (hash: number): number => {
  let mixed = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

/**
 * A number in [0, 1) drawn for somebody, for one purpose: the same at every look, over versions and restarts, because it is
 * made of the campaign's salt and nothing that changes. Draws for different purposes are independent of each other.
 */
export const drawn = (salt: string, purpose: string, who: string): number =>
  murmur3(JSON.stringify([salt, purpose, who])) / 2 ** 32;

/** Held out: a larger share holds out the same people and more. */
export const isHeldOut = (salt: string, share: number, learner: string): boolean =>
  drawn(salt, 'holdout', learner) < share;

/** The arm of a split, by shares that add up to 1. */
export const armOf = <Arm extends { readonly share: number }>(
  arms: readonly Arm[],
  number: number,
): Arm | undefined => {
  let upTo = 0;
  for (const arm of arms) {
    upTo += arm.share;
    if (number < upTo) return arm;
  }
  return arms.at(-1); // the shares add up to 1 but for rounding
};
