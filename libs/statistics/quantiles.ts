/** The quantile of a sample in ascending order, interpolated linearly (type 7 of Hyndman & Fan 1996, R's default); null of nothing. */
export const quantile = (ascending: ArrayLike<number>, p: number): number | null => {
  const place = (ascending.length - 1) * p;
  const below = ascending[Math.floor(place)];
  const above = ascending[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (place - Math.floor(place)) * (above - below);
};

/** The same of a sample in any order, which is reordered for it: nothing is sorted that need not be. */
export const quantileOfUnordered = (values: Float64Array, p: number): number | null => {
  const place = (values.length - 1) * p;
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  if (values.length === 0) return null;
  const below = select(values, low);
  const above = high === low ? below : leastFrom(values, high);
  return below + (place - low) * (above - below);
};

/** Puts the value that would stand at `place` in ascending order there, lesser ones before it (Hoare's FIND, 1961). */
const select = (values: Float64Array, place: number): number => {
  let [left, right] = [0, values.length - 1];
  while (left < right) {
    const pivot = values[place] ?? NaN;
    let [up, down] = [left, right];
    while (up <= down) {
      while ((values[up] ?? NaN) < pivot) up++;
      while ((values[down] ?? NaN) > pivot) down--;
      if (up > down) break;
      const swapped = values[up] ?? NaN;
      values[up++] = values[down] ?? NaN;
      values[down--] = swapped;
    }
    if (down < place) left = up;
    if (up > place) right = down;
  }
  return values[place] ?? NaN;
};

const leastFrom = (values: Float64Array, from: number): number => {
  let least = Infinity;
  for (let index = from; index < values.length; index++) least = Math.min(least, values[index] ?? NaN);
  return least;
};
