import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeDocker, startDockerApp } from './support/engine';
import { GitProject } from './support/git-project';
import { errorOf, type TestApp } from './support/test-app';

describeDocker('git in a container', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-host-git-'));
  const ran = join(folder, 'ran');
  let app: TestApp;

  beforeAll(async () => {
    // Whoever runs git on the host, this server among them, runs this instead.
    writeFileSync(join(folder, 'git'), `#!/bin/sh\necho "$@" >> '${ran}'\nexit 1\n`);
    chmodSync(join(folder, 'git'), 0o755);
    vi.stubEnv('PATH', `${folder}:/usr/local/bin:/usr/bin:/bin`);
    app = await startDockerApp();
  });
  afterAll(async () => {
    await app?.[Symbol.asyncDispose]();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('never runs on the host, and what a repository names runs in the workspace, as its person', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    await client.project.open.mutate(input);
    // A setting and a hook that say who and where they are.
    const who = 'echo "$(id -u) $(pwd) $(cat /etc/hostname)" > /workspace';
    project.write('.git/monitor.sh', `#!/bin/sh\n${who}/.git/monitored\nexit 1\n`, 0o755);
    project.git('config', 'core.fsmonitor', '/workspace/.git/monitor.sh');
    project.write('.git/hooks/pre-commit', `#!/bin/sh\n${who}/.git/hooked\n`, 0o755);
    project.write('a.txt', 'changed\n');

    expect(await project.status()).toMatchObject({ untrusted: [], unstaged: [{ path: 'a.txt' }] });
    await client.git.diff.query({ ...input, path: 'a.txt' });
    await client.git.stage.mutate({ ...input, paths: ['a.txt'] });
    const { hash } = await client.git.commit.mutate({ ...input, message: 'Inside' });
    await client.git.checkout.mutate({ ...input, branch: 'topic', create: true });
    await client.git.branches.query(input);
    await client.git.stashes.query(input);
    await client.git.commitDetails.query({ ...input, hash });
    expect((await client.git.commits.query(input)).commits[0]?.subject).toBe('Inside');
    await client.git.addRemote.mutate({ ...input, remote: 'origin', url: 'http://127.0.0.1:1/x.git' });
    expect((await errorOf(client.git.fetch.mutate(input))).details).toMatchObject({ kind: 'unreachable' });

    const hostname = readFileSync('/etc/hostname', 'utf8').trim();
    for (const name of ['monitored', 'hooked']) {
      const [uid, place, machine] = readFileSync(join(project.folder, '.git', name), 'utf8')
        .trim()
        .split(' ');
      expect([Number(uid), place]).toEqual([project.owner.uid, '/workspace']);
      expect(machine).not.toBe(hostname);
    }
    expect(existsSync(ran)).toBe(false);
    // The control: git on this server's own path is the one that tells.
    expect(() => execFileSync('git', ['status'], { stdio: 'ignore' })).toThrow();
    expect(readFileSync(ran, 'utf8')).toBe('status\n');
  });
});
