/**
 * p-values adjusted for the share of false discoveries among what is called different (Benjamini & Hochberg 1995; R:
 * `p.adjust(method = "BH")`), in the order given: the least of p m / rank over this and all greater p-values, at most 1.
 */
export const benjaminiHochberg = (pValues: readonly number[]): number[] => {
  const adjusted = pValues.map(() => 1);
  const downwards = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  let least = 1;
  for (const [position, { p, index }] of downwards.entries()) {
    least = Math.min(least, (p * pValues.length) / (pValues.length - position));
    adjusted[index] = least;
  }
  return adjusted;
};
