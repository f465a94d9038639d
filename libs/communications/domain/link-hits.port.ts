import { type Hit } from './clicks.ts';

/** Requests for tracked links, kept until they are judged together. They name a message and a program, nobody's address. */
export interface LinkHits {
  /** Durable when it resolves. */
  keep(message: string, hit: Hit): Promise<void>;
  /** Messages whose newest request is older. */
  settled(before: Date, limit: number): Promise<readonly string[]>;
  of(message: string): Promise<readonly Hit[]>;
  /** Those up to and with that time. */
  forget(message: string, through: Date): Promise<void>;
}
