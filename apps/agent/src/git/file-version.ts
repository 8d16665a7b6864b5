import type { gitChangeCalls } from '@berth/protocol/git-change';
import type { z } from 'zod';
import { failureOf } from './failure';
import type { Repository } from './repository';

/** Bytes of a file that are shown. */
const MAX_FILE_BYTES = 2 * 1024 * 1024;
/** git's own rule for what is binary: a NUL among the first bytes. */
const SNIFFED_BYTES = 8_000;

const stages = { index: ':0:', base: ':1:', ours: ':2:', theirs: ':3:' } as const;

type Input = z.output<(typeof gitChangeCalls)['git.file']['input']>;
type Output = z.input<(typeof gitChangeCalls)['git.file']['output']>;

/** A file as HEAD, the index, a side of a conflict or a commit has it. Submodules are their commit's hash. */
export async function fileVersion(
  repository: Repository,
  { path, version, signal }: Input & { signal: AbortSignal },
): Promise<Output> {
  const prefix = version in stages ? stages[version as keyof typeof stages] : `${version}:`;
  const result = await repository.readBytes({
    args: ['cat-file', 'blob', `${prefix}${path}`],
    maxBytes: MAX_FILE_BYTES,
    signal,
  });
  if (!result.truncated && result.code !== 0) {
    if (
      /does not exist|exists on disk, but not in|Not a valid object name|is not in the index|not at stage|bad file/i.test(
        result.stderr,
      )
    ) {
      return { content: '', isBinary: false, missing: true, truncated: false };
    }
    throw failureOf({ stdout: '', stderr: result.stderr, doing: 'read the file' });
  }
  const isBinary = result.stdout.subarray(0, SNIFFED_BYTES).includes(0);
  return {
    content: isBinary ? '' : result.stdout.toString('utf8'),
    isBinary,
    missing: false,
    truncated: result.truncated,
  };
}
