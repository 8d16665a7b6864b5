import type { GitProgress } from '@berth/protocol/git-remote';

/** The newest progress in a piece of git's standard error, such as `Receiving objects:  42% (42/100), 1.2 MiB`. */
export function parseProgress(text: string): GitProgress | undefined {
  const line = text
    .split(/[\r\n]/)
    .map((part) => part.trim())
    .findLast((part) => part !== '');
  if (!line) return undefined;
  const percent = /:\s+(\d{1,3})% \(/.exec(line)?.[1];
  return {
    message: line.slice(0, 200),
    fraction: percent === undefined ? null : Math.min(Number(percent), 100) / 100,
  };
}
