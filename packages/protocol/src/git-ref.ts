import { z } from 'zod';

/** Whether git accepts the name for a branch or a remote (`git check-ref-format --branch`); it can never be read as an option. */
export function isRefName(name: string): boolean {
  if (name === '' || name === '@' || name.startsWith('-') || name.endsWith('.')) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: git refuses control characters in names.
  if (/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{/.test(name)) return false;
  return name
    .split('/')
    .every((part) => part !== '' && !part.startsWith('.') && !part.toLowerCase().endsWith('.lock'));
}

/** Name of a branch, a tag or a remote, as a person writes it. */
export const refNameSchema = z
  .string()
  .max(244, 'a name has at most 244 characters')
  .refine(isRefName, 'not a name git accepts: no spaces, no ~ ^ : ? * [ \\, no "..", no leading dash');

/** A commit: its hash, `HEAD`, or a branch or tag. Expressions such as `HEAD~1` are not taken. */
export const revisionSchema = refNameSchema.describe('a commit: its hash, HEAD, or a branch or tag');

/** A full commit hash, SHA-1 or SHA-256. */
export const hashSchema = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'not a full commit hash');
