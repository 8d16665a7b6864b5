import { readdirSync, readFileSync } from 'node:fs';
import { markIn } from './session-mark';

export interface ProcessRow {
  pid: number;
  parent: number;
  /** The process session (setsid) it belongs to. */
  session: number;
  /** The session it was started from, directly or not; undefined for none (see session-mark.ts). */
  mark: bigint | undefined;
}

/** Every process that runs, as /proc shows it; empty where there is none. */
export function readProcesses(): ProcessRow[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names.filter((name) => /^\d+$/.test(name)).flatMap((name) => readProcess(Number(name)) ?? []);
}

function readProcess(pid: number): ProcessRow | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent, , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; it waits for its parent only.
    if (state === 'Z') return undefined;
    const mark = markIn(readFileSync(`/proc/${pid}/limits`, 'latin1'));
    return { pid, parent: Number(parent), session: Number(session), mark };
  } catch {
    return undefined;
  }
}

export interface Belonging {
  owns(mark: bigint): boolean;
  /** Shells, which lead a process session each. */
  shells: number[];
}

/** The processes that are marked, belong to a shell's session, or descend from one that does. */
export function processesOf({ owns, shells }: Belonging, rows: ProcessRow[]): number[] {
  const found = new Set<number>(
    rows
      .filter(
        ({ pid, session, mark }) =>
          shells.includes(pid) || shells.includes(session) || (mark !== undefined && owns(mark)),
      )
      .map(({ pid }) => pid),
  );
  for (let grown = true; grown; ) {
    const children = rows.filter(({ pid, parent }) => !found.has(pid) && found.has(parent));
    for (const { pid } of children) found.add(pid);
    grown = children.length > 0;
  }
  return [...found];
}
