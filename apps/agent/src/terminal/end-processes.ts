import { setTimeout as delay } from 'node:timers/promises';
import { type Belonging, processesOf, readProcesses } from './processes';

/** Milliseconds programs have to end by themselves, unless a caller says otherwise. */
const GRACE_MS = 600;
/** Milliseconds after which ending is given up: what is left does not react even to SIGKILL. */
const GIVE_UP_MS = 2_800;
const POLL_MS = 40;

/**
 * Ends processes and whatever they start meanwhile: first they are asked (SIGHUP, SIGTERM), soon they are killed. Resolves when none
 * runs.
 */
export async function endProcesses(belonging: Belonging, { graceMs = GRACE_MS } = {}): Promise<void> {
  const asked = new Set<number>();
  const startedAt = performance.now();
  for (;;) {
    const pids = findProcesses(belonging);
    const elapsed = performance.now() - startedAt;
    if (pids.length === 0 || elapsed > GIVE_UP_MS) return;
    for (const pid of pids) {
      if (elapsed > graceMs) {
        signal(pid, 'SIGKILL');
      } else if (!asked.has(pid)) {
        asked.add(pid);
        signal(pid, 'SIGHUP');
        signal(pid, 'SIGTERM');
        signal(pid, 'SIGCONT');
      }
    }
    await delay(POLL_MS);
  }
}

/** Where there is no /proc, the shells themselves. */
function findProcesses(belonging: Belonging): number[] {
  const rows = readProcesses();
  if (rows.length > 0) return processesOf(belonging, rows).filter((pid) => pid !== process.pid);
  return belonging.shells.filter((pid) => signal(-pid, 0));
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}
