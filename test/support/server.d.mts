import { type ChildProcess } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningServer {
  readonly url: string;
  readonly pid: number | undefined;
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  said(): string;
  /** Where it ended itself. */
  fell(): Promise<string>;
  key(): Promise<string>;
  kill(): Promise<Ended>;
  stop(): Promise<Ended>;
}

export interface ServerOptions {
  readonly data: string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends itself by SIGKILL at that line. */
  readonly chaos?: { readonly point: string; readonly when: string; readonly nth: number };
}

/** Asks with the owner's key; what comes back is for the test to look into. */
export type Ask = (
  path: string,
  body?: unknown,
  how?: { readonly headers?: Readonly<Record<string, string>>; readonly method?: string },
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
) => Promise<any>;

export declare const freePort: () => Promise<number>;
export declare const newDataFolder: (name: string) => Promise<string>;
export declare const startServer: (options: ServerOptions) => Promise<RunningServer>;
export declare const whenReady: (server: RunningServer, limitMs?: number) => Promise<void>;
export declare const asker: (server: Pick<RunningServer, 'url'>, key: string) => Ask;
export declare const whenCaughtUp: (ask: Ask, limitMs?: number) => Promise<void>;
export declare const until: (isSo: () => Promise<boolean>) => Promise<void>;
export declare const removeFolder: (folder: string) => Promise<void>;
