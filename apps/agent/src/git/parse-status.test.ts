import { describe, expect, it } from 'vitest';
import { parseStatus } from './parse-status';

/** Printed by git 2.39.5 in the middle of a merge. */
const captured =
  '# branch.oid dcc44af98d949a06c5e7fa40254a22a7523dce4a\0# branch.head main\0' +
  '1 .D N... 100644 100644 000000 78981922613b2afb6025042ff6bd878ac1994e85 78981922613b2afb6025042ff6bd878ac1994e85 gone\0' +
  '2 R. N... 100644 100644 100644 061afc8bf004edd312a264460c541ddbc53e8a17 061afc8bf004edd312a264460c541ddbc53e8a17 R100 new\nname\0old name\0' +
  'u UU N... 100644 100644 100644 100644 78981922613b2afb6025042ff6bd878ac1994e85 28ce6a8b26aa170e1de65536fe8abe1832bd3242 13e7564ea0c889e81bcba6f8e496b2a74cdb32fa both\0' +
  '? d/\0? un tracked\0';

describe('parseStatus', () => {
  it('reads what git prints, names with spaces and newlines included', () => {
    expect(parseStatus(captured, 100)).toEqual({
      head: 'dcc44af98d949a06c5e7fa40254a22a7523dce4a',
      branch: 'main',
      upstream: null,
      ahead: null,
      behind: null,
      stashes: 0,
      staged: [{ path: 'new\nname', oldPath: 'old name', status: 'renamed' }],
      unstaged: [{ path: 'gone', status: 'deleted' }],
      untracked: [
        { path: 'd/', status: 'untracked' },
        { path: 'un tracked', status: 'untracked' },
      ],
      conflicted: [{ path: 'both', status: 'conflicted', conflict: 'both_modified' }],
      truncated: false,
    });
  });

  it('keeps at most so many of each group, and says so', () => {
    const { untracked, unstaged, truncated } = parseStatus(captured, 1);
    expect([untracked.length, unstaged.length, truncated]).toEqual([1, 1, true]);
  });

  it('calls letters, conflicts and records it does not know unknown', () => {
    const fields = 'N... 100644 100644 100644 1 2';
    expect(parseStatus(`1 Z. ${fields} a b\0`, 9).staged).toEqual([{ path: 'a b', status: 'unknown' }]);
    const conflict = parseStatus('u ZZ N... 1 1 1 1 1 2 3 c\0', 9).conflicted;
    expect(conflict).toEqual([{ path: 'c', status: 'conflicted', conflict: 'unknown' }]);
    expect(parseStatus('9 new kind d\0', 9).unstaged).toEqual([{ path: 'd', status: 'unknown' }]);
  });

  it('tells a submodule at another commit from one with changes inside only', () => {
    const rest = '160000 160000 160000 1 2 sub\0';
    const of = (letters: string) => parseStatus(`1 .M ${letters} ${rest}`, 9).unstaged;
    const change = { path: 'sub', status: 'modified', submodule: true };
    expect(of('SC.U')).toEqual([change]);
    expect(of('S.MU')).toEqual([{ ...change, onlyInside: true }]);
    expect(parseStatus(`1 MM S.M. ${rest}`, 9).staged).toEqual([change]);
  });
});
