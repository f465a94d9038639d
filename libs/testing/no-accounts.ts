/** Nothing is counted outside ClickHouse: for tests of questions that are about it alone. */
export const noAccounts = () => ({
  receipts: () => Promise.resolve([]),
  totals: () => Promise.resolve([]),
  unreadable: () => Promise.resolve([]),
  ranges: () => Promise.resolve([]),
  lag: () => Promise.resolve(0),
});
