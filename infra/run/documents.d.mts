export declare const documents: () => Promise<Readonly<Record<string, string>>>;
