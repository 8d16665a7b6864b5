import type { Change, ChangeKind, ConflictKind } from '@berth/protocol/git-status';

export interface ParsedStatus {
  head: string | null;
  /** `(detached)` for a detached HEAD, as git prints it. */
  branch: string | null;
  upstream: string | null;
  ahead: number | null;
  behind: number | null;
  stashes: number;
  staged: Change[];
  unstaged: Change[];
  untracked: Change[];
  conflicted: Change[];
  truncated: boolean;
}

const kinds: Record<string, ChangeKind> = {
  M: 'modified',
  T: 'typechange',
  A: 'added',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
};

const conflicts: Record<string, ConflictKind> = {
  DD: 'both_deleted',
  AU: 'added_by_us',
  UD: 'deleted_by_them',
  UA: 'added_by_them',
  DU: 'deleted_by_us',
  AA: 'both_added',
  UU: 'both_modified',
};

/** Parses `git status --porcelain=v2 --branch --show-stash -z`; of each group at most `limit` changes are kept. */
export function parseStatus(output: string, limit: number): ParsedStatus {
  const status: ParsedStatus = {
    head: null,
    branch: null,
    upstream: null,
    ahead: null,
    behind: null,
    stashes: 0,
    staged: [],
    unstaged: [],
    untracked: [],
    conflicted: [],
    truncated: false,
  };
  const add = (group: Change[], change: Change): void => {
    if (group.length < limit) group.push(change);
    else status.truncated = true;
  };
  const records = output.split('\0');
  for (let index = 0; index < records.length; index += 1) {
    const record = records[index] ?? '';
    switch (record[0]) {
      case undefined:
        break;
      case '#':
        readHeader(status, record);
        break;
      case '1':
        addChanged(status, { add, record, path: afterFields(record, 8) });
        break;
      case '2':
        index += 1;
        addChanged(status, { add, record, path: afterFields(record, 9), oldPath: records[index] ?? '' });
        break;
      case 'u':
        add(status.conflicted, {
          path: afterFields(record, 10),
          status: 'conflicted',
          conflict: conflicts[record.slice(2, 4)] ?? 'unknown',
        });
        break;
      case '?':
        add(status.untracked, { path: record.slice(2), status: 'untracked' });
        break;
      case '!':
        break;
      default:
        // A kind of record this parser does not know: what it says about a file is not guessed.
        add(status.unstaged, { path: record.slice(record.lastIndexOf(' ') + 1), status: 'unknown' });
    }
  }
  return status;
}

interface Changed {
  add(group: Change[], change: Change): void;
  record: string;
  path: string;
  oldPath?: string;
}

function addChanged(status: ParsedStatus, { add, record, path, oldPath }: Changed): void {
  // `S<c><m><u>`: another commit, changed files, untracked files.
  const submodule = record[5] === 'S' ? { submodule: true } : {};
  const inside = record[5] === 'S' && record[6] === '.' ? { onlyInside: true } : {};
  const sides = [
    [status.staged, record[2], {}],
    [status.unstaged, record[3], inside],
  ] as const;
  for (const [group, letter, own] of sides) {
    if (letter === undefined || letter === '.') continue;
    const moved = letter === 'R' || letter === 'C';
    add(group, {
      path,
      ...(moved && oldPath !== undefined ? { oldPath } : {}),
      status: kinds[letter] ?? 'unknown',
      ...submodule,
      ...own,
    });
  }
}

function readHeader(status: ParsedStatus, record: string): void {
  const [, name, ...rest] = record.split(' ');
  const value = rest.join(' ');
  switch (name) {
    case 'branch.oid':
      status.head = value === '(initial)' ? null : value;
      break;
    case 'branch.head':
      status.branch = value;
      break;
    case 'branch.upstream':
      status.upstream = value;
      break;
    case 'branch.ab': {
      const counts = /^\+(\d+) -(\d+)$/.exec(value);
      status.ahead = counts ? Number(counts[1]) : null;
      status.behind = counts ? Number(counts[2]) : null;
      break;
    }
    case 'stash':
      status.stashes = Number(value) || 0;
      break;
  }
}

/** What follows the first `count` space-separated fields: a path, which may have spaces itself. */
function afterFields(record: string, count: number): string {
  let position = -1;
  for (let field = 0; field < count; field += 1) {
    position = record.indexOf(' ', position + 1);
    if (position === -1) return '';
  }
  return record.slice(position + 1);
}
