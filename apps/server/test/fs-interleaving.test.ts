import { execFile } from 'node:child_process';
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDocker, startDockerApp } from './support/engine';
import { errorOf, TestApp } from './support/test-app';

const run = promisify(execFile);

/** Numbers that only look random: the same every time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe('on the local runtime', () => interleave({ start: () => TestApp.start(), rounds: 1_000 }));
describeDocker('in a container', () => interleave({ start: () => startDockerApp(), rounds: 200 }));

function interleave({ start, rounds }: { start: () => Promise<TestApp>; rounds: number }): void {
  let app: TestApp;
  beforeAll(async () => {
    app = await start();
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it('loses no acknowledged edit of two tabs, a shell and a script that write one file at once', async () => {
    const { id: projectId } = await app.client().project.create.mutate({ name: 'Busy' });
    const { fs } = app.client();
    const key = { projectId, path: 'busy.txt' };
    await fs.create.mutate({ ...key, content: 'start\n' });
    const file = join(app.folder(projectId), key.path);
    const { uid, gid } = statSync(file);
    const random = numbers(20_261_123);
    const acknowledged: string[] = ['start'];
    let operations = 0;
    let conflicts = 0;
    const count = () => {
      operations += 1;
      return operations <= rounds;
    };

    /** A tab edits what it shows, saves it with the etag it read, and takes the other's text in on a conflict. */
    const tab = async (name: string) => {
      let shown = await fs.read.query(key);
      for (let edit = 0; count(); edit += 1) {
        if (random.next().value < 0.3) shown = await fs.read.query(key);
        const token = `${name}-${edit}`;
        const content = `${shown.content}${token}\n`;
        const saved = fs.update.mutate({ ...key, content, ifMatch: shown.etag });
        try {
          const { etag } = await saved;
          shown = { ...shown, content, etag };
          acknowledged.push(token);
        } catch {
          expect((await errorOf(saved)).code).toBe('CONFLICT');
          conflicts += 1;
          shown = await fs.read.query(key);
        }
      }
    };
    const shell = async () => {
      for (let edit = 0; count(); edit += 1) {
        await run('sh', ['-c', 'echo "$1" >> "$0"', file, `shell-${edit}`], { uid, gid });
        acknowledged.push(`shell-${edit}`);
      }
    };
    const script = async () => {
      for (let edit = 0; count(); edit += 1) {
        appendFileSync(file, `script-${edit}\n`);
        acknowledged.push(`script-${edit}`);
        const pause = random.next().value * 4;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    };
    await Promise.all([tab('one'), tab('two'), shell(), script()]);

    const lines = readFileSync(file, 'utf8').split('\n');
    expect(acknowledged.filter((token) => !lines.includes(token))).toEqual([]);
    expect(conflicts, 'without conflicts nothing was interleaved').toBeGreaterThan(rounds / 100);
  });
}
