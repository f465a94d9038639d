import { type ControlTotal } from '@laurel/contracts';

/** What sources count themselves. */
export interface ControlTotals {
  /** Durable when it resolves; the latest total of a source, day and type counts. */
  keep(total: ControlTotal): Promise<void>;
}
