/** The quantile of a sample in ascending order, interpolated linearly (type 7 of Hyndman & Fan 1996, R's default); null of nothing. */
export const quantile = (ascending: ArrayLike<number>, p: number): number | null => {
  const place = (ascending.length - 1) * p;
  const below = ascending[Math.floor(place)];
  const above = ascending[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (place - Math.floor(place)) * (above - below);
};
