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
    const [up, down] = partition(values, valueAt(values, place), [left, right]);
    if (down < place) left = up;
    if (up > place) right = down;
  }
  return valueAt(values, place);
};

/** Moves what is greater than the pivot behind what is less; answers where the two parts begin and end. */
const partition = (
  values: Float64Array,
  pivot: number,
  [left, right]: readonly [number, number],
): readonly [number, number] => {
  let [up, down] = [left, right];
  for (;;) {
    while (valueAt(values, up) < pivot) up++;
    while (valueAt(values, down) > pivot) down--;
    if (up > down) return [up, down];
    const swapped = valueAt(values, up);
    values[up++] = valueAt(values, down);
    values[down--] = swapped;
    if (up > down) return [up, down];
  }
};

const valueAt = (values: Float64Array, index: number): number => values[index] ?? NaN;

const leastFrom = (values: Float64Array, from: number): number => {
  let least = Infinity;
  for (let index = from; index < values.length; index++) least = Math.min(least, valueAt(values, index));
  return least;
};
