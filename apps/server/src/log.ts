import { type Logger, pino } from 'pino';

export type { Logger };

/** One JSON object a line, on standard error: standard output is for what a person reads at start. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: undefined, redact: ['token', 'authorization', 'cookie', '*.token'] },
    pino.destination(2),
  );
}
