import { expect, it } from 'vitest';
import { inProject } from './describe-process';

it.each([
  ['/workspace', '.'],
  ['/workspace/src/a', 'src/a'],
  ['/workspace/..a', '..a'],
  ['/workspace/.berth-notes', '.berth-notes'],
  ['/tmp', '/tmp'],
  ['/workspace2', '/workspace2'],
  ['/', '/'],
  // Where nobody is to be sent again: what was deleted through Berth, and by a program.
  ['/workspace/.berth/trash/01a21edcfee4cb14033b816c/entry', ''],
  ['/workspace/src (deleted)', ''],
])('calls %s %j', (path, shown) => {
  expect(inProject(path, '/workspace')).toBe(shown);
});
