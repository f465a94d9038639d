import { type PartitionRange } from '@laurel/kernel';

export interface DayRange {
  readonly source?: string | undefined;
  /** ISO dates, both inclusive. */
  readonly from: string;
  readonly to: string;
}

/** What is counted outside ClickHouse, each where the others are not known. */
export interface Accounts {
  /** Records that intake acknowledged. */
  receipts(range: DayRange): Promise<readonly { source: string; day: string; records: number }[]>;
  /** What sources say. */
  totals(range: DayRange): Promise<readonly { source: string; day: string; type: string; count: number }[]>;
  /** Records of a topic that nobody could read, by partition. */
  unreadable(topic: string): Promise<readonly { partition: number; records: number }[]>;
  /** What the log holds. */
  ranges(topic: string): Promise<readonly PartitionRange[]>;
  /** Records that the projection has not finished yet. */
  lag(topic: string): Promise<number>;
}
