/**
 * Which cells of a table whose total is known must not be shown: those of fewer than `least` people and, where these alone
 * could be worked out from the total, the next smallest too (complementary suppression: Willenborg & de Waal, Elements of
 * Statistical Disclosure Control, 2001, ch. 1). Empty cells hide nobody.
 */
export const hiddenCells = (sizes: readonly number[], least: number): readonly boolean[] => {
  const hidden = sizes.map((size) => size > 0 && size < least);
  const shown = sizes.map((size, index) => ({ size, index })).filter(({ size, index }) => size > 0 && !hidden[index]);
  for (const { index } of shown.sort((a, b) => a.size - b.size)) {
    const people = sizes.filter((_, n) => hidden[n]);
    const together = people.reduce((sum, size) => sum + size, 0);
    if (people.length === 0 || (people.length > 1 && together >= least)) break;
    hidden[index] = true;
  }
  return hidden;
};
