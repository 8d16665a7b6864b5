/** How a container ended. */
export interface ContainerEnd {
  exitCode: number;
  oomKilled: boolean;
  /** Limit of its memory in bytes. */
  memoryBytes: number;
  /** The end of what the agent wrote. */
  log: string;
}

const MIB = 1024 * 1024;

/** Why a workspace ended, for the person. */
export function describeEnd(end: ContainerEnd): string {
  const lastLines = end.log
    .trim()
    .split('\n')
    .slice(-3)
    .map((line) => line.trim().slice(0, 200))
    .join(' | ');
  const log = lastLines === '' ? '' : ` Its last words: ${lastLines}`;
  // The flag also tells of programs in the workspace that were ended while the agent lived on.
  if (end.oomKilled && end.exitCode === 137) {
    return `It used up its ${Math.round(end.memoryBytes / MIB)} MiB of memory (BERTH_WORKSPACE_MEMORY_MB) and was ended.${log}`;
  }
  return `${describeExit(end.exitCode)}${log}`;
}

function describeExit(exitCode: number): string {
  if (exitCode === 137) return 'Its container was killed.';
  if (exitCode === 143) return 'Its container was stopped.';
  return `Its container ended with exit code ${exitCode}.`;
}
