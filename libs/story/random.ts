/** Numbers that look like chance and are the same for the same seed on every machine. */
export interface Random {
  /** In [0, 1). */
  share(): number;
  chance(probability: number): boolean;
  between(low: number, high: number): number;
  /** Both ends included. */
  whole(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  normal(mean: number, deviation: number): number;
  /** A waiting time with this mean. */
  waiting(mean: number): number;
}

/** A seed is a text, so that each person and part has chance of its own: `42/engineer-0017/consulting`. */
export const randomOf = (seed: string): Random => {
  const share = sfc32(seed);
  const between = (low: number, high: number) => low + share() * (high - low);
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    share,
    between,
    whole,
    chance: (probability) => share() < probability,
    pick: (from) => {
      const one = from[whole(0, from.length - 1)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
    // Box and Muller; 1 - share() is never 0.
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
    waiting: (mean) => -mean * Math.log(1 - share()),
  };
};

/** Chris Doty-Humphrey's small fast counter (PractRand), seeded from four FNV-1a hashes of the text. */
const sfc32 = (seed: string): (() => number) => {
  let [a, b, c, d] = [fnv(seed, 1), fnv(seed, 2), fnv(seed, 3), 1];
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
};

const fnv = (text: string, salt: number): number => {
  let hash = 2_166_136_261 ^ salt;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  return hash | 0;
};
