import type { Branch } from '@berth/protocol/git-branch';
import { isoDate } from './git-date';

const fields = [
  '%(refname)',
  '%(objectname)',
  '%(HEAD)',
  '%(upstream:short)',
  '%(upstream:track,nobracket)',
  '%(symref)',
  '%(committerdate:raw)',
  '%(authorname)',
  '%(subject)',
];

/** For `git for-each-ref --format`; every field ends with a NUL. */
export const refFormat = `${fields.join('%00')}%00`;

/** Parses branches, local and remote, in the order git gives them. A remote's `HEAD` is left out. */
export function parseBranches(
  output: string,
  remotes: readonly string[],
): { local: Branch[]; remote: Branch[] } {
  const local: Branch[] = [];
  const remote: Branch[] = [];
  const values = output.split('\0');
  for (let index = 0; index + fields.length <= values.length; index += fields.length) {
    const [ref, hash, head, upstream, track, symref, date, author, subject] = values.slice(
      index,
      index + fields.length,
    ) as [string, string, string, string, string, string, string, string, string];
    const name = ref.trimStart();
    if (symref !== '' && name.startsWith('refs/remotes/')) continue;
    const common = {
      current: head === '*',
      upstream: upstream === '' ? null : upstream,
      ...parseTrack(track, upstream !== ''),
      commit: { hash, subject, author, date: isoDate(date) },
    };
    if (name.startsWith('refs/heads/')) {
      local.push({ name: name.slice('refs/heads/'.length), remote: null, ...common });
    } else if (name.startsWith('refs/remotes/')) {
      const short = name.slice('refs/remotes/'.length);
      remote.push({ name: short, remote: remoteOf(short, remotes), ...common });
    }
  }
  return { local, remote };
}

/** `ahead 1, behind 2`, `gone` or nothing. */
function parseTrack(track: string, tracks: boolean): Pick<Branch, 'ahead' | 'behind' | 'gone'> {
  if (!tracks || track === 'gone') return { ahead: null, behind: null, gone: track === 'gone' };
  return {
    ahead: Number(/ahead (\d+)/.exec(track)?.[1] ?? 0),
    behind: Number(/behind (\d+)/.exec(track)?.[1] ?? 0),
    gone: false,
  };
}

/** Remotes may have slashes in their names: the longest that fits is the one. */
export function remoteOf(branch: string, remotes: readonly string[]): string | null {
  const fitting = remotes.filter((name) => branch.startsWith(`${name}/`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null;
}
