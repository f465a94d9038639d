/** What was opened, closed in the opposite order, each part after everything that uses it. */
export const closingStack = () => {
  const parts: { readonly name: string; readonly close: () => Promise<unknown> }[] = [];
  return {
    /** Remembers how to close what was just opened, and hands it on. */
    opened: <T>(name: string, part: T, close: (part: T) => Promise<unknown>): T => {
      parts.push({ name, close: () => close(part) });
      return part;
    },
    /** A part that does not close keeps no other open; throws at the end what went wrong. */
    closeAll: async (): Promise<void> => {
      const wrong: Error[] = [];
      for (let part = parts.pop(); part; part = parts.pop()) {
        const { name, close } = part;
        await close().catch((cause: unknown) => wrong.push(new Error(`${name} did not close`, { cause })));
      }
      if (wrong.length > 0) throw new AggregateError(wrong, wrong.map(({ message }) => message).join('; '));
    },
  };
};
export type ClosingStack = ReturnType<typeof closingStack>;
