import type { TerminalEnd } from '@berth/protocol/terminal';
import { EXIT_CODE_GONE } from '@berth/protocol/terminal-exit-code';

/** The signals that end shells, by number as on Linux. */
const signalNames: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

/** How a shell ended, in words. */
export function endText({ exitCode, signal }: TerminalEnd): string {
  if (signal) return `Ended by ${signalNames[signal] ?? `signal ${signal}`}`;
  if (exitCode === EXIT_CODE_GONE) return 'Ended with its workspace';
  return exitCode === 0 ? 'Ended (exit code 0)' : `Ended with exit code ${exitCode}`;
}
