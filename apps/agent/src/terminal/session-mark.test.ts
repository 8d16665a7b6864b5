import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { isMarkOf, markIn, markingCommand, markOfItsOwn, sessionMark } from './session-mark';

const limits = (
  soft: string,
) => `Limit                     Soft Limit           Hard Limit           Units     
Max core file size        0                    unlimited            bytes     
Max resident set          ${soft.padEnd(20)} unlimited            bytes     
Max processes             96365                96365                processes 
`;

it('tells sessions and projects apart', () => {
  const marks = [sessionMark('aaa', 1), sessionMark('aaa', 2), sessionMark('aab', 1)];
  expect(new Set(marks).size).toBe(3);
  expect(marks.map((mark) => isMarkOf('aaa', mark))).toEqual([true, true, false]);
  expect(isMarkOf('aaa', sessionMark('aaa', 2 ** 40))).toBe(true);
});

it('reads no mark where there is none', () => {
  expect(markIn(limits('unlimited'))).toBeUndefined();
  expect(markIn('')).toBeUndefined();
  expect(markIn(limits('1048576'))).toBe(1024n);
  expect(isMarkOf('aaa', 1024n)).toBe(false);
  expect(isMarkOf('aaa', markOfItsOwn())).toBe(false);
  expect(markOfItsOwn()).not.toBe(markOfItsOwn());
});

it.runIf(process.platform === 'linux').each(['sh', 'bash'])(
  'is what %s hands on to what it starts',
  (shell) => {
    for (const mark of [sessionMark('aaa', 0), sessionMark('aab', 2 ** 16 - 1)]) {
      const command = `${markingCommand(mark)}; env -i cat /proc/self/limits`;
      expect(markIn(execFileSync(shell, ['-c', command], { encoding: 'utf8' }))).toBe(mark);
    }
  },
);
