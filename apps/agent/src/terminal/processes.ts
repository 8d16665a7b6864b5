import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessRow {
  pid: number;
  parent: number;
  /** The process session (setsid) it belongs to. */
  session: number;
  /** NUL-separated NAME=value pairs; empty where they may not be read. */
  environment: string;
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
    return { pid, parent: Number(parent), session: Number(session), environment: readEnvironment(pid) };
  } catch {
    return undefined;
  }
}

function readEnvironment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

export interface Belonging {
  /** A NAME=value, or its beginning, that marks a process. */
  marker: string;
  /** Shells, which lead a process session each. */
  shells: number[];
}

/** The processes that carry the marker, belong to a shell's session, or descend from one that does. */
export function processesOf({ marker, shells }: Belonging, rows: ProcessRow[]): number[] {
  const found = new Set<number>(
    rows
      .filter(
        ({ pid, session, environment }) =>
          shells.includes(pid) || shells.includes(session) || `\0${environment}`.includes(`\0${marker}`),
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
