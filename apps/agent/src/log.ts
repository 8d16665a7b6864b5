/** Writes one line to the agent's log (its standard error, which the launcher keeps). */
export function log(message: string, error?: unknown): void {
  const detail = error instanceof Error ? ` ${error.stack ?? error.message}` : '';
  process.stderr.write(`${new Date().toISOString()} ${message}${detail}\n`);
}
