import { real, whole } from '../typed.ts';
import { assertCoxData, type CoxData } from './cox-data.ts';
import { centredAndScaled } from './scaling.ts';

/**
 * Cox data sorted once for all passes over it. A moment is a time of an event within its stratum; moments are numbered
 * stratum after stratum and upwards in time. Between two moments nothing happens, so a row is at risk at the moments from
 * `entered` to the one whose segment it stands in. Rows that are at risk at no moment are not here.
 */
export interface RiskSets {
  readonly data: CoxData;
  /** By moment. */
  readonly times: Float64Array;
  /** By moment: individuals with an event. */
  readonly deaths: Float64Array;
  /** By moment: 1 where no later moment belongs to the stratum, and 1 where no earlier one does. */
  readonly lastOfStratum: Uint8Array;
  readonly firstOfStratum: Uint8Array;
  /** Where the rows begin that leave after moment m without an event (2m) and with one (2m + 1); one more for the end. */
  readonly segments: Int32Array;
  readonly late: LateEntries | undefined;
  /** By row: individuals. */
  readonly counts: Float64Array;
  /** By row: whose it is, where the data tell. */
  readonly clusters: Int32Array | undefined;
  /** Covariates by row, centred and multiplied by `scales`. */
  readonly columns: readonly Float64Array[];
  readonly scales: Float64Array;
  /** Rows of the data, each as often as its count says. */
  readonly observations: number;
  readonly events: number;
}

/** Where some rows are not at risk from the beginning of their stratum. */
export interface LateEntries {
  /** By row: the first moment at risk, 0 for those at risk from the beginning of their stratum. */
  readonly entered: Int32Array;
  /** By moment: rows at risk then and at the next moment too. */
  readonly staying: Int32Array;
}

/** Sorts and scales the data. @throws RangeError as `assertCoxData`, and where there is no event. */
export const riskSets = (data: CoxData): RiskSets => {
  assertCoxData(data);
  const strata = strataOf(data);
  const moments = momentsOf(strata);
  const entering = momentsAfter(data, strata, data.entry);
  const segmentOf = segmentsOf(data, entering, momentsAfter(data, strata, data.exit));
  const segments = segmentStarts(segmentOf, moments.times.length);
  const places = placesOf(segmentOf, segments);
  const rows = whole(segments, segments.length - 1);
  const counts = data.count ? scattered(data.count, places, rows) : new Float64Array(rows).fill(1);
  const scaled = data.covariates.map(({ values }) => centredAndScaled(scattered(values, places, rows), counts));
  return {
    data,
    ...moments,
    deaths: deathsOf(segments, counts),
    segments,
    late: data.entry && lateEntries(segments, scatteredWhole(entering, places, rows), moments),
    counts,
    clusters: data.cluster && scatteredWhole(data.cluster, places, rows),
    columns: scaled.map(({ column }) => column),
    scales: Float64Array.from(scaled, ({ scale }) => scale),
    ...totalsOf(data),
  };
};

interface Stratum {
  /** Distinct times of events, upwards. */
  readonly times: Float64Array;
  readonly firstMoment: number;
}

const strataOf = ({ exit, event, stratum }: CoxData): ReadonlyMap<number, Stratum> => {
  const times = new Map<number, Set<number>>();
  let [current, code] = [new Set<number>(), NaN];
  for (let row = 0; row < exit.length; row++) {
    if (event[row] !== 1) continue;
    const own = stratum ? whole(stratum, row) : 0;
    if (own !== code) {
      current = times.get(own) ?? new Set();
      times.set(own, current);
      code = own;
    }
    current.add(real(exit, row));
  }
  if (times.size === 0) throw new RangeError('no row has an event');
  let firstMoment = 0;
  const ordered = [...times].sort(([a], [b]) => a - b);
  return new Map(
    ordered.map(([own, distinct]) => {
      const one = { times: Float64Array.from(distinct).sort(), firstMoment };
      firstMoment += distinct.size;
      return [own, one];
    }),
  );
};

const momentsOf = (
  strata: ReadonlyMap<number, Stratum>,
): Pick<RiskSets, 'times' | 'firstOfStratum' | 'lastOfStratum'> => {
  const all = [...strata.values()];
  const total = all.reduce((sum, { times }) => sum + times.length, 0);
  const [times, firstOfStratum, lastOfStratum] = [
    new Float64Array(total),
    new Uint8Array(total),
    new Uint8Array(total),
  ];
  for (const stratum of all) {
    times.set(stratum.times, stratum.firstMoment);
    firstOfStratum[stratum.firstMoment] = 1;
    lastOfStratum[stratum.firstMoment + stratum.times.length - 1] = 1;
  }
  return { times, firstOfStratum, lastOfStratum };
};

/** How many of the ascending `times` are at or before `time`. */
export const countUpTo = (times: Float64Array, time: number): number => {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (real(times, middle) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
};

const NOWHERE = -1;

/** By row of the data: the first moment of its stratum after its time; without times, the first of all. */
const momentsAfter = (
  { exit, stratum }: CoxData,
  strata: ReadonlyMap<number, Stratum>,
  times: Float64Array | undefined,
): Int32Array => {
  const moments = new Int32Array(exit.length).fill(NOWHERE);
  let current = strata.get(0);
  let code = 0;
  for (let row = 0; row < moments.length; row++) {
    const own = stratum ? whole(stratum, row) : 0;
    if (own !== code) current = strata.get(own);
    code = own;
    if (current) moments[row] = current.firstMoment + (times ? countUpTo(current.times, real(times, row)) : 0);
  }
  return moments;
};

/** By row of the data: the segment it stands in, or nowhere. */
const segmentsOf = ({ event }: CoxData, entering: Int32Array, leaving: Int32Array): Int32Array =>
  entering.map((moment, row) => {
    const after = whole(leaving, row);
    return moment === after ? NOWHERE : 2 * (after - 1) + (event[row] ?? 0);
  });

const segmentStarts = (segmentOf: Int32Array, moments: number): Int32Array => {
  const starts = new Int32Array(2 * moments + 1);
  for (const segment of segmentOf) if (segment !== NOWHERE) starts[segment + 1] = whole(starts, segment + 1) + 1;
  for (let segment = 1; segment < starts.length; segment++)
    starts[segment] = whole(starts, segment) + whole(starts, segment - 1);
  return starts;
};

/** By row of the data: its place in the order of the segments, a counting sort. */
const placesOf = (segmentOf: Int32Array, segments: Int32Array): Int32Array => {
  const next = segments.slice();
  const places = new Int32Array(segmentOf.length);
  for (let row = 0; row < segmentOf.length; row++) {
    const segment = whole(segmentOf, row);
    const place = segment === NOWHERE ? NOWHERE : whole(next, segment);
    places[row] = place;
    if (place !== NOWHERE) next[segment] = place + 1;
  }
  return places;
};

const scattered = (values: Float64Array, places: Int32Array, rows: number): Float64Array => {
  const target = new Float64Array(rows);
  for (let row = 0; row < values.length; row++) {
    const place = whole(places, row);
    if (place !== NOWHERE) target[place] = real(values, row);
  }
  return target;
};

const scatteredWhole = (values: Int32Array, places: Int32Array, rows: number): Int32Array => {
  const target = new Int32Array(rows);
  for (let row = 0; row < values.length; row++) {
    const place = whole(places, row);
    if (place !== NOWHERE) target[place] = whole(values, row);
  }
  return target;
};

const deathsOf = (segments: Int32Array, counts: Float64Array): Float64Array => {
  const deaths = new Float64Array((segments.length - 1) / 2);
  for (let moment = 0; moment < deaths.length; moment++)
    for (let row = whole(segments, 2 * moment + 1); row < whole(segments, 2 * moment + 2); row++)
      deaths[moment] = real(deaths, moment) + real(counts, row);
  return deaths;
};

const lateEntries = (
  segments: Int32Array,
  entering: Int32Array,
  { firstOfStratum, lastOfStratum }: Pick<RiskSets, 'firstOfStratum' | 'lastOfStratum'>,
): LateEntries | undefined => {
  const entered = entering.map((moment) => (firstOfStratum[moment] === 1 ? 0 : moment));
  if (entered.every((moment) => moment === 0)) return undefined;
  const enteringAt = new Int32Array(lastOfStratum.length);
  for (const moment of entered) enteringAt[moment] = whole(enteringAt, moment) + 1;
  const staying = new Int32Array(lastOfStratum.length);
  for (let moment = staying.length - 2; moment >= 0; moment--) {
    if (lastOfStratum[moment] === 1) continue;
    const next = moment + 1;
    const leaving = whole(segments, 2 * next + 2) - whole(segments, 2 * next);
    staying[moment] = whole(staying, next) + leaving - whole(enteringAt, next);
  }
  return { entered, staying };
};

const totalsOf = ({ exit, event, count }: CoxData): Pick<RiskSets, 'observations' | 'events'> => {
  let [observations, events] = [0, 0];
  for (let row = 0; row < exit.length; row++) {
    const own = count ? real(count, row) : 1;
    observations += own;
    if (event[row] === 1) events += own;
  }
  return { observations, events };
};
