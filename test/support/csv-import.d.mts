export interface ImportAnswer {
  readonly accepted: number;
  readonly rejected: number;
  readonly resumed: boolean;
}

export interface RunningImport {
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly said: string }>;
  done(): Promise<ImportAnswer>;
  kill(): RunningImport['ended'];
  whenAcknowledged(count: number): Promise<number>;
}

export declare const acknowledgedIn: (state: string) => Promise<number>;
export declare const startImport: (options: {
  readonly url: string;
  readonly key: string;
  readonly files: string;
  readonly state: string;
  readonly more?: readonly string[];
}) => RunningImport;
