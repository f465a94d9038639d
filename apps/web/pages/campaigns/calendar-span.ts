/** Where something stands between the left and the right end of a calendar, 0 to 1. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
export interface Tick {
  readonly label: string;
  readonly at: number;
}
interface Window {
  readonly from: string;
  readonly to: string;
}

const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: '2-digit', timeZone: 'UTC' });
const MOST_TICKS = 6;

/** Whole months that hold all windows, with the beginning of some of them marked. */
export const spanOf = (windows: readonly Window[], now: number) => {
  const first = new Date(Math.min(...windows.map(({ from }) => Date.parse(from))));
  const last = new Date(Math.max(...windows.map(({ to }) => Date.parse(to))));
  const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth() + 1;
  const startOf = (index: number): number => Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index, 1);
  const [start, end] = [startOf(0), startOf(months)];
  const at = (time: number): number => (time - start) / (end - start);
  const every = Math.ceil(months / MOST_TICKS);
  const marked = Array.from({ length: Math.ceil(months / every) }, (_, index) => startOf(index * every));
  return {
    ticks: marked.map((time): Tick => ({ label: month.format(time), at: at(time) })),
    today: at(now),
    of: ({ from, to }: Window): Span => ({ from: at(Date.parse(from)), to: at(Date.parse(to)) }),
  };
};
