import { z } from 'zod';

/** Whether a path names something inside the project whatever is there: relative, `/` only, no `..`. */
export function isProjectPath(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.includes('\0') && !path.split('/').includes('..');
}

/** A path git is asked about, relative to the project's root; `.` is everything. Never a pattern. */
export const gitPathSchema = z
  .string()
  .max(4096, 'a path has at most 4,096 characters')
  .refine(isProjectPath, 'not a path inside the project');

export const gitPathsSchema = z.array(gitPathSchema).min(1, 'name at least one path').max(20_000);

/** Paths one `git.ignored` asks about. */
export const MAX_IGNORED_PATHS = 5_000;
