import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../src/workspace/workspace';
import { containerOf, describeDocker, runIn, startDockerApp } from './support/engine';
import type { TestApp } from './support/test-app';

const MIB = 1024 * 1024;

describeDocker('the way to an agent', () => {
  describe.each(['socket', 'exec', 'auto'] as const)('over %s', (transport) => {
    let app: TestApp;
    let projectId: string;
    let workspace: Workspace;

    beforeAll(async () => {
      app = await startDockerApp({ BERTH_AGENT_TRANSPORT: transport });
      projectId = (await app.client().project.create.mutate({ name: transport })).id;
      workspace = await app.app.services.workspaces.running(projectId);
    });
    afterAll(() => app[Symbol.asyncDispose]());

    const put = (name: string, bytes: Buffer): void => {
      const path = join(app.folder(projectId), name);
      writeFileSync(path, bytes);
      chmodSync(path, 0o644);
    };
    const bridges = async (): Promise<number> => {
      const { output } = await runIn(await containerOf(projectId), ['pgrep', '-fc', 'bridge.cjs']);
      return Number(output);
    };

    it('answers calls, many at once', async () => {
      put('a.txt', Buffer.from('hello'));
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => workspace.call('fs.read', { path: 'a.txt' })),
      );
      expect(answers.map((answer) => answer.content)).toEqual(Array(40).fill('hello'));
    });

    it('carries 50 MB unharmed', async () => {
      const parts = [0, 1, 2, 3, 4].map(() => randomBytes(10 * MIB));
      for (const [index, part] of parts.entries()) put(`part${index}`, part);
      const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
      const read = await Promise.all(
        parts.map((_, index) => workspace.call('fs.read', { path: `part${index}`, encoding: 'base64' })),
      );
      expect(read.map((answer) => sha256(Buffer.from(answer.content, 'base64')))).toEqual(parts.map(sha256));
    });

    it('hands an agent’s error on as it is', async () => {
      await expect(workspace.call('fs.read', { path: 'missing' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });

    it('opens WebSockets', async () => {
      const { promise, resolve } = withResolvers<string>();
      const socket = await workspace.openWebSocket('/events', (data) => resolve(data.toString('utf8')));
      expect(JSON.parse(await promise)).toEqual({ type: 'ready' });
      socket.terminate();
    });

    it('streams, and a cancelled stream ends the work in the workspace', async () => {
      const { id } = await app.client().project.create.mutate({ name: 'Streamed' });
      const container = await containerOf(id);
      const inWorkspace = async (script: string) => (await runIn(container, ['sh', '-c', script])).output;
      await inWorkspace(`python3 -c "${SILENT_SERVER}" >/dev/null 2>&1 </dev/null &`);
      await expect.poll(() => inWorkspace('ls /tmp/listening')).toBe('/tmp/listening');
      const abort = new AbortController();
      const streaming = await app.app.services.workspaces.running(id);
      const url = 'http://127.0.0.1:8081/silent.git';
      const clone = streaming.stream('git.clone', { url }, { signal: abort.signal, onEvent: () => {} });
      clone.catch(() => {});
      await expect.poll(() => inWorkspace('ls /tmp/asked')).toBe('/tmp/asked');
      expect(await inWorkspace('pgrep -c -x git')).not.toBe('0');
      abort.abort(new Error('given up'));
      await expect(clone).rejects.toThrow('given up');
      await expect.poll(() => inWorkspace('pgrep -c -x git')).toBe('0');
      await app.client().project.delete.mutate({ projectId: id, deleteFiles: true });
    });

    it('leaves no bridge behind', async () => {
      if (transport === 'exec') expect(await bridges()).toBeGreaterThan(0);
      else expect(await bridges()).toBe(0);
      await app.stopServer();
      await expect.poll(bridges).toBe(0);
      await app.startServer();
      workspace = await app.app.services.workspaces.running(projectId);
      expect((await workspace.call('fs.read', { path: 'a.txt' })).content).toBe('hello');
    });
  });
});

/** Takes connections, leaves a sign that it was asked, and never answers. */
const SILENT_SERVER = [
  'import socket',
  "server = socket.create_server(('127.0.0.1', 8081))",
  "open('/tmp/listening', 'w')",
  "held = [(server.accept(), open('/tmp/asked', 'w')) for _ in range(9)]",
].join('; ');

function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
