/**
 * The p-values adjusted so that calling those below q significant keeps the expected share of false ones below q
 * (Benjamini & Hochberg 1995; R: p.adjust(method = "BH")), in the order given.
 */
export const benjaminiHochberg = (ps: readonly number[]): readonly number[] => {
  const adjusted = new Array<number>(ps.length).fill(1);
  let least = 1;
  const descending = [...ps.entries()].sort(([, a], [, b]) => b - a);
  for (const [place, [index, p]] of descending.entries()) {
    least = Math.min(least, (p * ps.length) / (ps.length - place));
    adjusted[index] = least;
  }
  return adjusted;
};
