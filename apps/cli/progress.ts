import { Presets, SingleBar } from 'cli-progress';

/** Tells how long work goes: a bar on a terminal, a line every few seconds otherwise. On stderr: stdout is the answer. */
export interface Progress {
  /** Share of the work that is done (0 to 1), and how many things came of it. */
  update(share: number, things: number): void;
  /** So many were done by an interrupted run before: they count as done, but not as this run's pace. */
  goOnBehind(things: number): void;
  /** One line that stays. */
  say(line: string): void;
  stop(): void;
}

const LINE_EVERY_MS = 3_000;
const SHARE_STEPS = 10_000;
/** What a shell expects of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** @param name what the things are: "events" */
export const showProgress = (name: string, out: NodeJS.WriteStream = process.stderr): Progress => {
  const began = Date.now();
  return out.isTTY ? bar(name, out, began) : lines(name, out, began);
};

const rate = (things: number, began: number): number =>
  Math.round(things / Math.max((Date.now() - began) / 1000, 0.001));

const left = (share: number, began: number): string => {
  if (share <= 0) return '…';
  const seconds = Math.round(((Date.now() - began) / 1000) * (1 / share - 1));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const bar = (name: string, out: NodeJS.WriteStream, began: number): Progress => {
  let before = 0;
  const format = `{bar} {percentage}% | {things} ${name} | {rate}/s | {left} left`;
  const shown = new SingleBar({ format, stream: out, hideCursor: true, gracefulExit: false }, Presets.shades_classic);
  const payload = (share: number, things: number) => ({
    things: things.toLocaleString('en'),
    rate: rate(Math.max(things - before, 0), began).toLocaleString('en'),
    left: left(share, began),
  });
  // The bar hides the cursor: an interrupted command gives it back.
  const interrupted = () => {
    shown.stop();
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', interrupted);
  shown.start(SHARE_STEPS, 0, payload(0, 0));
  return {
    update: (share, things) => shown.update(Math.floor(share * SHARE_STEPS), payload(share, things)),
    goOnBehind: (things) => (before = things),
    say: (line) => out.write(`\r\u001b[K${line}\n`),
    stop: () => {
      shown.stop();
      process.off('SIGINT', interrupted);
    },
  };
};

const lines = (name: string, out: NodeJS.WriteStream, began: number): Progress => {
  let before = 0;
  let next = began + LINE_EVERY_MS;
  return {
    update: (share, things) => {
      if (Date.now() < next) return;
      next = Date.now() + LINE_EVERY_MS;
      const figures = `${things} ${name}, ${rate(things - before, began)}/s, ${left(share, began)} left`;
      out.write(`${(share * 100).toFixed(1)}%, ${figures}\n`);
    },
    goOnBehind: (things) => (before = things),
    say: (line) => out.write(`${line}\n`),
    stop: () => undefined,
  };
};
