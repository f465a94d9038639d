import { type Session } from 'chdb';

/** Connections to one data folder. Each runs one query at a time; several run side by side. */
export class Connections {
  private readonly idle: Session[] = [];
  private readonly waiting: ((session: Session) => void)[] = [];
  private readonly opened = new Set<Session>();

  constructor(
    private readonly open: () => Session,
    private readonly most: number,
  ) {}

  async take(): Promise<Session> {
    const session = this.idle.pop();
    if (session) return session;
    if (this.opened.size < this.most) {
      const fresh = this.open();
      this.opened.add(fresh);
      return fresh;
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  give(session: Session): void {
    const next = this.waiting.shift();
    if (next) next(session);
    else this.idle.push(session);
  }

  /**
   * Instead of giving it back, after a query that failed or was not read to its end: the engine may still hold its
   * answer there, and the next question would get it.
   */
  discard(session: Session): void {
    session.close();
    this.opened.delete(session);
    if (this.waiting.length === 0) return;
    const fresh = this.open();
    this.opened.add(fresh);
    this.give(fresh);
  }

  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = await this.take();
    try {
      const result = await work(session);
      this.give(session);
      return result;
    } catch (error) {
      this.discard(session);
      throw error;
    }
  }

  /** Every query must have ended: closing under a running one aborts the process. */
  close(): void {
    for (const session of this.opened) session.close();
  }
}
