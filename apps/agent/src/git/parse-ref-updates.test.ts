import { describe, expect, it } from 'vitest';
import { adviceFor, parseFetch, parsePush } from './parse-ref-updates';

const pushed = (line: string) => parsePush(`To /tmp/s.git\n${line}\nDone\n`);

/** Lines as git 2.39.5 prints them. */
describe('parsePush', () => {
  const main = { from: 'refs/heads/main', to: 'refs/heads/main', reason: null };

  it.each([
    ['*\trefs/heads/main:refs/heads/main\t[new branch]', { ...main, status: 'new', summary: '[new branch]' }],
    [
      '=\trefs/heads/main:refs/heads/main\t[up to date]',
      { ...main, status: 'up_to_date', summary: '[up to date]' },
    ],
    [
      '+\trefs/heads/main:refs/heads/main\t576c2c9...b3e42d0 (forced update)',
      { ...main, status: 'forced', summary: '576c2c9...b3e42d0', reason: 'forced update' },
    ],
    [
      '!\trefs/heads/main:refs/heads/main\t[rejected] (fetch first)',
      { ...main, status: 'rejected', summary: '[rejected]', reason: 'fetch first' },
    ],
    [
      '!\trefs/heads/main:refs/heads/main\t[remote rejected] (pre-receive hook declined)',
      { ...main, status: 'rejected', summary: '[remote rejected]', reason: 'pre-receive hook declined' },
    ],
    [
      '-\t:refs/heads/topic\t[deleted]',
      { from: '', to: 'refs/heads/topic', status: 'deleted', summary: '[deleted]', reason: null },
    ],
  ])('reads %j', (line, expected) => expect(pushed(line)).toEqual([expected]));

  it('takes no other line for a ref', () => {
    expect(parsePush('To /tmp/s.git\nbranch set up to track origin/main.\nDone\n')).toEqual([]);
  });
});

describe('parseFetch', () => {
  it('reads every ref between lines of progress', () => {
    const output = `From /tmp/s
 + 576c2c9...b3e42d0 main       -> origin/main  (forced update)
 * [new branch]      topic      -> origin/topic
 - [deleted]         (none)     -> origin/old
Receiving objects:  50% (1/2)\rReceiving objects: 100% (2/2)\r = [up to date]      x          -> origin/x\n`;
    expect(parseFetch(output).map(({ from, to, status, reason }) => [from, to, status, reason])).toEqual([
      ['main', 'origin/main', 'forced', 'forced update'],
      ['topic', 'origin/topic', 'new', null],
      ['', 'origin/old', 'deleted', null],
      ['x', 'origin/x', 'up_to_date', null],
    ]);
  });
});

describe('adviceFor', () => {
  it.each([
    ['[rejected] (fetch first)', 'Pull them first'],
    ['[rejected] (stale info)', 'Fetch and look'],
    ['[remote rejected] (pre-receive hook declined)', 'hook of the remote'],
  ])('says what to do about %s', (report, advice) => {
    expect(adviceFor(pushed(`!\trefs/heads/main:refs/heads/main\t${report}`))).toContain(advice);
  });
});
