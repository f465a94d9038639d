import { type EventSearch, type EventStore } from '@laurel/kernel';

/** Dies once, before or after the n-th effect since it was armed; says so by throwing, as an outage does. */
export class Fault {
  /** Effects are still left to pass so many points; below 0 when it died, or was not armed. */
  left = -1;
  /** Points that were passed since it was armed. */
  points = 0;

  arm(point: number): void {
    this.left = point;
    this.points = 0;
  }

  around<A extends unknown[], T>(effect: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
    return async (...args) => {
      this.point();
      const result = await effect(...args);
      this.point();
      return result;
    };
  }

  /** The store, with a point before and one after each append. */
  aroundAppends(store: EventStore & EventSearch): EventStore & EventSearch {
    return {
      read: (stream) => store.read(stream),
      append: this.around((...args: Parameters<EventStore['append']>) => store.append(...args)),
      readMany: (streams) => store.readMany(streams),
      appendMany: this.around((...args: Parameters<EventStore['appendMany']>) => store.appendMany(...args)),
      subscribe: (...args) => store.subscribe(...args),
      lag: (name) => store.lag(name),
      find: (search) => store.find(search),
      existing: (streams) => store.existing(streams),
    };
  }

  private point(): void {
    this.points += 1;
    if (this.left-- === 0) throw new Error('crash here');
  }
}
