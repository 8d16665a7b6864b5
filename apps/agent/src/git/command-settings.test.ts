import { describe, expect, it } from 'vitest';
import { neutralised, parseSettings, runsCommand } from './command-settings';

describe('runsCommand', () => {
  it.each([
    ['core.fsmonitor', '/tmp/x'],
    ['core.hookspath', 'hooks'],
    ['core.sshcommand', 'id'],
    ['core.worktree', '/'],
    ['core.gitproxy', 'id'],
    ['diff.external', 'id'],
    ['diff.pdf.textconv', 'id'],
    ['diff.pdf.command', 'id'],
    ['merge.x.driver', 'id'],
    ['filter.a.b.clean', 'id'],
    ['filter.X.process', 'id'],
    ['gpg.program', 'id'],
    ['gpg.ssh.program', 'id'],
    ['gpg.ssh.defaultkeycommand', 'id'],
    ['credential.helper', '!id'],
    ['credential.https://host.helper', '!id'],
    ['remote.origin.uploadpack', 'id'],
    ['remote.origin.url', '/srv/evil'],
    ['remote.origin.url', 'ext::id'],
    ['remote.origin.pushurl', 'file:///x'],
    ['submodule.a.update', '!id'],
    ['include.path', 'x'],
    ['includeif.gitdir:/.path', 'x'],
    ['pager.log', 'id'],
    ['protocol.ext.allow', 'always'],
    ['trailer.a.cmd', 'id'],
    // Ends of lines to JavaScript, and none to git.
    ['filter.a\u2028b.clean', 'id'],
    ['merge.a\u2029b.driver', 'id'],
    ['remote.a\u2028b.url', 'ext::id'],
    ['remote.a\u2028b.uploadpack', 'id'],
  ] as const)('knows %s=%s', (key, value) => expect(runsCommand([key, value])).toBe(true));

  it.each([
    ['core.fsmonitor', 'false'],
    ['core.bare', 'false'],
    ['user.name', 'id'],
    ['remote.origin.url', 'https://host/a.git'],
    ['remote.origin.url', 'git@host:a/b.git'],
    ['remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*'],
    ['branch.main.merge', 'refs/heads/main'],
    ['pull.rebase', 'true'],
  ] as const)('lets %s=%s be', (key, value) => expect(runsCommand([key, value])).toBe(false));
});

describe('parseSettings', () => {
  it('takes values with newlines and keys without a value', () => {
    expect(parseSettings('a.b\n1\n2\0c.d\0')).toEqual([
      ['a.b', '1\n2'],
      ['c.d', 'true'],
    ]);
  });
});

describe('neutralised', () => {
  it('switches every filter that was found off', () => {
    const settings = neutralised([{ setting: 'filter.My=x.process', value: 'id' }]);
    expect(settings).toContainEqual(['filter.My=x.clean', '']);
    expect(settings).toContainEqual(['filter.My=x.required', 'false']);
  });
});
