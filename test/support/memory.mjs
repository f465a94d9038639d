import { readdirSync, readFileSync } from 'node:fs';

/** Bytes that a process, its descendants and whatever was started on the folder really hold (shared pages counted once). Linux. */
export const memoryOf = (pid, folder) => {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => describe(Number(name)));
  const ours = new Set(
    processes.filter((one) => one.pid === pid || one.command.includes(folder)).map((one) => one.pid),
  );
  for (let size = 0; size !== ours.size;) {
    size = ours.size;
    for (const one of processes) if (ours.has(one.parent)) ours.add(one.pid);
  }
  return [...ours].reduce((sum, one) => sum + held(one), 0);
};

const describe = (pid) => {
  try {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    return [{ pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }];
  } catch {
    return []; // ended meanwhile
  }
};

const held = (pid) => {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
};
