export interface PublishedFigures {
  readonly enrolments: number;
  readonly assessments: number;
  readonly pass: number;
  readonly distinction: number;
  readonly fail: number;
  readonly withdrawn: number;
}

export declare const ouladFolder: () => string | undefined;
export declare const OULAD_TOTALS: PublishedFigures;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an answer over HTTP, for the test to look into
export declare const publishedFigures: (totals: any) => PublishedFigures;
export declare const shuffledCopy: (from: string, into: string, seed: number) => Promise<string>;
export declare const shuffled: <T>(things: readonly T[], random: () => number) => T[];
export declare const randomFrom: (seed: number) => () => number;
