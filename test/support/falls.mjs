/** Where the kills fell: a line per point, before and after. */
export const fallTable = (points, falls) => {
  const times = (when, point) => falls.filter((fall) => fall === `${when} ${point}`).length;
  const width = Math.max(...points.map((point) => point.length));
  const rows = points.map(
    (point) =>
      `  ${point.padEnd(width)}  ${String(times('before', point)).padStart(6)}  ${String(times('after', point)).padStart(5)}`,
  );
  return [`kills: ${falls.length}`, `  ${''.padEnd(width)}  before  after`, ...rows].join('\n');
};

/** Every side of every point got a kill, or the exit code says no. */
export const requireAll = (sides, falls) => {
  for (const { point, when } of sides) {
    if (falls.includes(`${when} ${point}`)) continue;
    console.log(`MISSED  no kill fell ${when} "${point}"`);
    process.exitCode = 1;
  }
};

/** Prints what is and what should be; anything lost or doubled sets the exit code. */
export const requireEqual = (checks) => {
  for (const [what, is, should] of checks) {
    const lost = Math.max(0, should - is);
    const doubled = Math.max(0, is - should);
    console.log(`${is === should ? 'ok   ' : 'WRONG'}  ${what}: ${is} of ${should}, lost ${lost}, doubled ${doubled}`);
    if (is !== should) process.exitCode = 1;
  }
};
