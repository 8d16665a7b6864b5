import { expect, it } from 'vitest';
import { parseBranches } from './parse-refs';

const record = (...values: string[]) => `${values.join('\0')}\0\n`;
const date = '1704067200 +0000';

it('reads local and remote branches with what they track, and leaves a remote’s HEAD out', () => {
  const output = [
    record('refs/heads/main', 'a1', '*', 'origin/main', 'ahead 1, behind 2', '', date, 'Ada', 'A, B'),
    record('refs/heads/old', 'b2', ' ', 'origin/old', 'gone', '', date, 'Ada', 'Old'),
    record('refs/remotes/origin/HEAD', 'a1', ' ', '', '', 'refs/remotes/origin/main', date, 'Ada', 'x'),
    record('refs/remotes/my/fork/topic', 'c3', ' ', '', '', '', date, 'Ada', 'Topic'),
  ].join('');
  const { local, remote } = parseBranches(output, ['my', 'my/fork', 'origin']);
  expect(local).toMatchObject([
    {
      name: 'main',
      current: true,
      upstream: 'origin/main',
      ahead: 1,
      behind: 2,
      gone: false,
      commit: { hash: 'a1', subject: 'A, B', author: 'Ada', date: '2024-01-01T00:00:00+00:00' },
    },
    { name: 'old', current: false, ahead: null, behind: null, gone: true },
  ]);
  expect(remote).toMatchObject([{ name: 'my/fork/topic', remote: 'my/fork', upstream: null }]);
});
