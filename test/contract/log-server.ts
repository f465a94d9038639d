import { type BatchHandler, type EventLog, type LogMessage, type LogRecord } from '@laurel/kernel';

export interface LogServer {
  /** A log as one more process would open it. */
  open(limits?: { mostWaitingBytes?: number }): Promise<EventLog>;
  /** How the program of `event-log-consumer.mjs` gets there. */
  readonly technology: 'kafka' | 'postgres';
  readonly address: string;
  stop(): Promise<void>;
}

/** A server of one's own, that loses its power. */
export interface FragileLogServer extends LogServer {
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export const PARTITIONS = 4;

export const text = (record: { value: Uint8Array }) => Buffer.from(record.value).toString();
export const message = (key: string, value: string): LogMessage => ({ key, value: Buffer.from(value) });
export const numbered = (key: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => message(key, `${key}:${from + n}`));
export const keys = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

/** Resolves as soon as it holds; looked at often, because nothing can ring for every condition. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
};

/** What handlers got, in the order of delivery. */
export class Seen {
  readonly records: LogRecord[] = [];

  readonly take: BatchHandler = ({ records }) => {
    this.records.push(...records);
    return Promise.resolve();
  };

  texts(): string[] {
    return this.records.map(text);
  }

  has(count: number): Promise<void> {
    return until(() => new Set(this.texts()).size >= count);
  }

  /** Numbers of a key, in order of delivery. */
  of(key: string): number[] {
    return this.records.filter((record) => record.key === key).map((record) => Number(text(record).split(':')[1]));
  }
}

export const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);
export const firsts = (numbers: readonly number[]) => [...new Set(numbers)];
