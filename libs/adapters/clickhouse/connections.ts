import { type Session } from 'chdb';

/** Connections to one data folder. Each runs one query at a time; several run side by side. */
export class Connections {
  private readonly idle: Session[] = [];
  private readonly waiting: ((session: Session) => void)[] = [];
  private readonly opened: Session[] = [];

  constructor(
    private readonly open: () => Session,
    private readonly most: number,
  ) {}

  async take(): Promise<Session> {
    const session = this.idle.pop();
    if (session) return session;
    if (this.opened.length < this.most) {
      const fresh = this.open();
      this.opened.push(fresh);
      return fresh;
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  give(session: Session): void {
    const next = this.waiting.shift();
    if (next) next(session);
    else this.idle.push(session);
  }

  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = await this.take();
    try {
      return await work(session);
    } finally {
      this.give(session);
    }
  }

  /** Every query must have ended: closing under a running one aborts the process. */
  close(): void {
    for (const session of this.opened) session.close();
  }
}
