/** Bytes that a process, its descendants and whatever was started on the folder really hold. Linux. */
export const memoryOf: (pid: number, folder: string) => number;
