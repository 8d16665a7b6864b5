import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { failureOf } from './failure';
import { endRunningGit, type RunOptions, runGit } from './run';

const env = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/nonexistent' };

/** Runs a shell script as git would run a hook. It tells its own id first. */
function shell(script: string, options: Partial<RunOptions> = {}) {
  let tell: (pid: number) => void = () => {};
  const pid = new Promise<number>((resolve) => {
    tell = resolve;
  });
  const finished = runGit(['-c', `alias.x=!echo $$ >&2; ${script}`, 'x'], {
    cwd: tmpdir(),
    env,
    onErrorOutput: (text) => tell(Number(text)),
    ...options,
  });
  return { finished, pid };
}

/** False also for one that has ended and was not waited for yet. */
function runs(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('runGit', () => {
  it('ends what is cancelled, also a program that does not listen', async () => {
    const cancel = new AbortController();
    const { finished, pid } = shell('trap "" TERM; while :; do sleep 1000; done', { signal: cancel.signal });
    const id = await pid;
    expect(runs(id)).toBe(true);
    cancel.abort();
    expect((await finished).ended).toBe('cancelled');
    await expect.poll(() => runs(id)).toBe(false);
  });

  it('ends all that runs for an agent that stops, also what does not listen', async () => {
    const scripts = ['sleep 1000', 'trap "" TERM; while :; do sleep 1000; done'];
    const started = scripts.map((script) => shell(script));
    const ids = await Promise.all(started.map(({ pid }) => pid));
    expect(ids.map(runs)).toEqual([true, true]);
    await endRunningGit();
    await expect.poll(() => ids.map(runs)).toEqual([false, false]);
    const results = await Promise.all(started.map(({ finished }) => finished));
    expect(results.map(({ ended }) => ended)).toEqual(['cancelled', 'cancelled']);
  });

  it('ends what is silent for too long, and says so', async () => {
    let isStarting = true;
    const { finished, pid } = shell('sleep 1000', { idleMs: 50, isWaiting: () => isStarting });
    const id = await pid;
    isStarting = false;
    const result = await finished;
    expect(result.ended).toBe('no progress');
    await expect.poll(() => runs(id)).toBe(false);
    const error = failureOf({ ...result, stdout: '', doing: 'fetch' });
    expect(error).toMatchObject({ code: 'GIT_FAILED', details: { kind: 'no_progress' } });
  });

  it('does not count the silence while a person is asked', async () => {
    let asked = 0;
    const isWaiting = () => {
      asked += 1;
      return asked < 5;
    };
    const { finished } = shell('sleep 1000', { idleMs: 1, isWaiting });
    expect((await finished).ended).toBe('no progress');
    expect(asked).toBe(5);
  });

  describe('of marked programs', () => {
    /** Answers the id of a program that left everything git could be told by, and reads nothing of it. */
    const daemon = 'env -i setsid sh -c "sleep 1000 >/dev/null 2>&1 </dev/null & echo \\$!" >&2';
    /** As `shell`, whose first word of output is the daemon's. */
    const withDaemon = (rest: string, options: Partial<RunOptions> = {}) => {
      let tell: (pid: number) => void = () => {};
      const pid = new Promise<number>((resolve) => {
        tell = resolve;
      });
      const onErrorOutput = (text: string): void => tell(Number(text));
      const args = ['-c', `alias.x=!${daemon}; ${rest}`, 'x'];
      return { finished: runGit(args, { cwd: tmpdir(), env, marked: true, onErrorOutput, ...options }), pid };
    };

    it('ends also what left the process group, before it answers', async () => {
      const cancel = new AbortController();
      const { finished, pid } = withDaemon('sleep 1000', { signal: cancel.signal });
      const id = await pid;
      expect(runs(id)).toBe(true);
      cancel.abort();
      expect((await finished).ended).toBe('cancelled');
      expect(runs(id)).toBe(false);
    });

    it.each(['true', 'false'])('leaves a daemon alone when git ends by itself (%s)', async (end) => {
      const { finished, pid } = withDaemon(end);
      expect((await finished).ended).toBe('by itself');
      const id = await pid;
      expect(runs(id)).toBe(true);
      process.kill(id);
    });

    it('hands every argument and exit code on', async () => {
      const args = ['-c', 'alias.x=!f() { echo "$1"; exit 3; }; f', 'x', ' a "b" $c\n\'d\' '];
      const { code, stdout } = await runGit(args, { cwd: tmpdir(), env, marked: true });
      expect(code).toBe(3);
      expect(stdout.toString()).toBe(' a "b" $c\n\'d\' \n');
    });
  });

  it.each([false, true])('says that there is no git (marked: %s)', async (marked) => {
    const running = runGit(['version'], { cwd: tmpdir(), env: { PATH: '/nonexistent' }, marked });
    await expect(running).rejects.toMatchObject({ code: 'WORKSPACE_UNAVAILABLE' });
  });

  it('keeps at most so many bytes, and ends git then', async () => {
    const { finished } = shell('while :; do echo 0123456789; done', { maxBytes: 1_000 });
    const result = await finished;
    expect(result).toMatchObject({ ended: 'truncated', truncated: true });
    expect(result.stdout).toHaveLength(1_000);
  });
});
