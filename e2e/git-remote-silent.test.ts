import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitProject } from '../apps/server/test/support/git-project';
import { TestApp } from '../apps/server/test/support/test-app';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(async () => await app?.[Symbol.asyncDispose]());

describe('a remote that never answers', () => {
  let silent: Server;
  beforeAll(async () => {
    silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(() => void silent.close());

  /** Processes of git that run in the folder. */
  function gitProcesses(folder: string): string[] {
    return readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid))
      .filter((pid) => {
        try {
          return (
            readlinkSync(`/proc/${pid}/cwd`) === folder &&
            /git/.test(readFileSync(`/proc/${pid}/comm`, 'utf8'))
          );
        } catch {
          return false;
        }
      });
  }

  it.each(['fetch', 'pull', 'push'] as const)(
    'lets go of a %s when the request is closed, and no process stays',
    async (operation) => {
      const project = await GitProject.withCommit(app);
      const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/x.git`;
      project.git('remote', 'add', 'origin', url);
      const connected = once(silent, 'connection');
      const abort = new AbortController();
      const under = project.client.git[operation].mutate(project.input, { signal: abort.signal });
      under.catch(() => {});
      await connected;
      // The control: git runs now.
      expect(gitProcesses(project.folder)).not.toEqual([]);
      abort.abort();
      await expect(under).rejects.toThrow();
      await expect.poll(() => gitProcesses(project.folder)).toEqual([]);
    },
  );

  it('lets go of a clone when the project is stopped, and no process stays', async () => {
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/clone.git`;
    const client = app.client();
    const connected = once(silent, 'connection');
    const { id: projectId } = await client.project.create.mutate({
      name: 'Never',
      source: { kind: 'git', url },
    });
    const opening = client.project.open.mutate({ projectId });
    opening.catch(() => {});
    await connected;
    const { folder } = GitProject.of(app, projectId);
    expect(gitProcesses(folder)).not.toEqual([]);
    await client.project.stop.mutate({ projectId });
    await expect(opening).rejects.toThrow();
    await expect.poll(() => gitProcesses(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
