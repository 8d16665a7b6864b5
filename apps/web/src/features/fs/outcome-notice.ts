import type { AppError } from '@berth/protocol/error';
import { plural } from './format-bytes';
import { nameOf } from './paths';

/** What is done to an entry: `moved`, `put back`. */
export type Deed = 'copied' | 'deleted' | 'moved' | 'moved back' | 'put back' | 'replaced';

interface Failed {
  item: { path: string };
  error: AppError;
}

/** Failures a notice tells one by one. */
const MOST_TOLD = 3;

/** `“a.txt”`, `3 items`. */
export function itemsCalled(paths: readonly string[]): string {
  const [path, ...others] = paths;
  return path !== undefined && others.length === 0 ? `“${nameOf(path)}”` : plural(paths.length, 'item');
}

/** `“a.txt” was deleted`, `3 items were deleted`. */
export function doneTitle(deed: Deed, paths: readonly string[]): string {
  return `${itemsCalled(paths)} ${paths.length === 1 ? 'was' : 'were'} ${deed}`;
}

/** What could not be done and why: of one item, or of some of several. There is at least one failure. */
export function failureNotice(
  deed: Deed,
  { tried, failed }: { tried: number; failed: readonly Failed[] },
): { title: string; text: string } {
  const [first] = failed;
  if (tried === 1 && first) {
    return { title: `“${nameOf(first.item.path)}” could not be ${deed}`, text: first.error.message };
  }
  const told = failed
    .slice(0, MOST_TOLD)
    .map(({ item, error }) => `“${nameOf(item.path)}”: ${error.message}`);
  const others = failed.length - told.length;
  return {
    title: `${failed.length.toLocaleString('en')} of ${plural(tried, 'item')} could not be ${deed}`,
    text: [...told, ...(others > 0 ? [`And ${others.toLocaleString('en')} more.`] : [])].join('\n'),
  };
}
