import { Problematic } from '@laurel/platform';

/** What `accept` wants of what is offered, the first where all are equal (RFC 9110, 12.5.1). Throws 406 where nothing fits. */
export const formatFor = <const F extends string>(accept: string | undefined, offered: readonly [F, ...F[]]): F => {
  const ranges = (accept?.trim() || '*/*').split(',').map(rangeOf);
  const [best] = offered
    .map((format) => ({ format, ...claimOf(format, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || b.precision - a.precision);
  if (best) return best.format;
  throw new Problematic(406, 'answer.format', `There is no ${accept} of this. Accept one of: ${offered.join(', ')}`);
};

interface Range {
  readonly range: string;
  readonly quality: number;
}

const rangeOf = (text: string): Range => {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((one) => one.startsWith('q='))?.slice(2);
  return { range, quality: quality === undefined ? 1 : Number(quality) || 0 };
};

/** The most precise range that names a format says how much it is wanted. */
const claimOf = (format: string, ranges: readonly Range[]): { quality: number; precision: number } => {
  const names = ['*/*', `${format.split('/')[0]}/*`, format];
  const claims = ranges
    .map(({ range, quality }) => ({ quality, precision: names.indexOf(range) }))
    .filter(({ precision }) => precision >= 0)
    .sort((a, b) => b.precision - a.precision);
  return claims[0] ?? { quality: 0, precision: 0 };
};
