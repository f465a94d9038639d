import { type PaceSoFar } from './journey-list.port.ts';
import { type Turn } from './walk.ts';

const HOUR_MS = 3_600_000;
const hourOf = (time: number): number => Math.floor(time / HOUR_MS) * HOUR_MS;

export interface PaceLimits {
  /** Messages in each clock hour, UTC; undefined: as fast as can be. */
  readonly perHour: number | undefined;
  /** Messages that may still fall due; undefined: all. */
  readonly left: number | undefined;
}

export const hourBegan = (now: Date): Date => new Date(hourOf(now.getTime()));

/**
 * Whose turn it is. Who must wait gets a place in the first hour that has room, spread evenly over it, and keeps it before
 * those who come later; who missed it (nothing ran) queues again.
 */
export class Pace {
  private taken = 0;
  private thisHour: number;
  private readonly reserved: Map<number, number>;
  private readonly hour: number;
  private firstFree: number;

  constructor(
    private readonly limits: PaceLimits,
    soFar: PaceSoFar,
    now: Date,
  ) {
    this.thisHour = soFar.thisHour;
    this.reserved = new Map(soFar.reserved);
    this.hour = hourOf(now.getTime());
    this.firstFree = this.hour + HOUR_MS;
  }

  turn(reservedFor: Date | undefined): Turn {
    const { perHour, left } = this.limits;
    if (left !== undefined && this.taken >= left) return 'never';
    if (perHour === undefined || this.hasRoom(perHour, reservedFor)) return this.take(reservedFor);
    return { waitUntil: this.reserve(perHour) };
  }

  /** A place in this hour is kept free for each who waits for it. */
  private hasRoom(perHour: number, reservedFor: Date | undefined): boolean {
    if (this.isOfThisHour(reservedFor)) return this.thisHour < perHour;
    return this.thisHour + (this.reserved.get(this.hour) ?? 0) < perHour;
  }

  private take(reservedFor: Date | undefined): Turn {
    this.taken += 1;
    this.thisHour += 1;
    if (this.isOfThisHour(reservedFor)) {
      this.reserved.set(this.hour, Math.max(0, (this.reserved.get(this.hour) ?? 0) - 1));
    }
    return 'now';
  }

  private isOfThisHour(reservedFor: Date | undefined): boolean {
    return reservedFor !== undefined && hourOf(reservedFor.getTime()) === this.hour;
  }

  private reserve(perHour: number): Date {
    while ((this.reserved.get(this.firstFree) ?? 0) >= perHour) this.firstFree += HOUR_MS;
    const before = this.reserved.get(this.firstFree) ?? 0;
    this.reserved.set(this.firstFree, before + 1);
    return new Date(this.firstFree + Math.floor((before / perHour) * HOUR_MS));
  }
}
