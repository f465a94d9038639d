/** What was opened, closed in the opposite order, each part after everything that uses it. */
export const closingStack = () => {
  const parts: { readonly name: string; readonly close: () => Promise<unknown> }[] = [];
  return {
    /** Remembers how to close what was just opened, and hands it on. */
    opened: <T>(name: string, part: T, close: (part: T) => Promise<unknown>): T => {
      parts.push({ name, close: () => close(part) });
      return part;
    },
    closeAll: async (): Promise<void> => {
      for (let part = parts.pop(); part; part = parts.pop()) {
        await part.close().catch((error: unknown) => {
          throw new Error(`${part?.name} did not close`, { cause: error });
        });
      }
    },
  };
};
export type ClosingStack = ReturnType<typeof closingStack>;
