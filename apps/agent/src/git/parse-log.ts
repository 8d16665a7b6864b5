import type { Commit, Stash } from '@berth/protocol/git-history';
import { isoDate } from './git-date';

const fields = ['%H', '%P', '%an', '%ae', '%ad', '%cn', '%ce', '%cd', '%D', '%s', '%b'];

/** For `git log --date=raw --format`; every field ends with a NUL. */
export const logFormat = `${fields.join('%x00')}%x00`;

/** Parses `git log --date=raw --format=<logFormat>`. */
export function parseLog(output: string): Commit[] {
  const values = output.split('\0');
  const commits: Commit[] = [];
  for (let index = 0; index + fields.length <= values.length; index += fields.length) {
    const [hash, parents, an, ae, ad, cn, ce, cd, refs, subject, body] = values.slice(
      index,
      index + fields.length,
    ) as [string, string, string, string, string, string, string, string, string, string, string];
    commits.push({
      // git ends every commit with a newline of its own, which comes before the next one's hash.
      hash: hash.trimStart(),
      parents: parents === '' ? [] : parents.split(' '),
      author: { name: an, email: ae, date: isoDate(ad) },
      committer: { name: cn, email: ce, date: isoDate(cd) },
      subject,
      body: body.trimEnd(),
      refs: parseDecorations(refs),
    });
  }
  return commits;
}

/** `HEAD -> main, tag: v1, origin/main`, without the mark of HEAD. */
function parseDecorations(text: string): string[] {
  return text
    .split(', ')
    .map((ref) => ref.replace(/^HEAD -> /, ''))
    .filter((ref) => ref !== '' && ref !== 'HEAD');
}

export const stashFormat = '%H%x00%gd%x00%gs%x00%cI%x00';

/** Parses `git stash list --format=<stashFormat>`. */
export function parseStashes(output: string): Stash[] {
  const values = output.split('\0');
  const stashes: Stash[] = [];
  for (let index = 0; index + 4 <= values.length; index += 4) {
    const [hash, selector, message, date] = values.slice(index, index + 4) as [
      string,
      string,
      string,
      string,
    ];
    const position = /\{(\d+)\}$/.exec(selector)?.[1];
    if (position !== undefined)
      stashes.push({ index: Number(position), hash: hash.trimStart(), message, date });
  }
  return stashes;
}
