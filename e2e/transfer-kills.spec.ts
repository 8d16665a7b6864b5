import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import Docker from 'dockerode';
import { io, type Socket } from 'socket.io-client';
import { DownloadClient } from '../apps/server/test/support/download-client';
import type { Berth } from './support/berth';
import { archives, MIB, makeProject } from './support/downloads';
import { test } from './support/fixtures';

/** How far a download is when something is killed. */
const phases: Record<string, (client: DownloadClient) => unknown> = {
  'it counts': ({ progress }) => progress.some(({ phase, files }) => phase === 'scan' && files > 0),
  'it packs': ({ progress }) => progress.some(({ archiveBytes }) => archiveBytes > 0),
  'it sends': ({ chunks }) => chunks.length === 32,
  'all is sent but not acknowledged': ({ chunks, header }) => chunks.length === header?.totalChunks,
};

async function connectTo(berth: Berth): Promise<Socket> {
  const socket = io(berth.url, {
    auth: { token: berth.token },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

async function killAgent(projectId: string): Promise<void> {
  const docker = new Docker();
  const [container] = await docker.listContainers({ filters: { label: [`berth.project=${projectId}`] } });
  await docker.getContainer(container?.Id ?? '').kill({ signal: 'SIGKILL' });
}

/** A project that takes a moment to count and another to pack; and what a download of it gives that nobody disturbs. */
async function disturbed(berth: Berth): Promise<{ id: string; checksum: string }> {
  const { id, folder } = await makeProject(berth, 40 * MIB);
  for (let index = 0; index < 12_000; index += 1) {
    if (index % 400 === 0) mkdirSync(join(folder, `d${index / 400}`));
    writeFileSync(join(folder, `d${Math.floor(index / 400)}`, `f${index}`), `${index}`);
  }
  if (process.getuid?.() === 0) execFileSync('chown', ['-Rh', '--reference', folder, folder]);
  const socket = await connectTo(berth);
  const client = new DownloadClient();
  await client.start(socket, { projectId: id, encoding: 'binary' });
  await client.finish();
  socket.disconnect();
  return { id, checksum: client.checksum };
}

test('a download goes on with the same bytes after kill -9 of the server or the workspace, whenever it comes', async ({
  berth,
}) => {
  test.setTimeout(600_000);
  const { id, checksum } = await disturbed(berth);
  for (const victim of ['server', 'workspace']) {
    for (const [phase, reached] of Object.entries(phases)) {
      await test.step(`${victim} killed while ${phase}`, async () => {
        const client = new DownloadClient();
        client.acknowledges = phase !== 'it sends';
        client.keepsLast = true;
        let socket = await connectTo(berth);
        await client.start(socket, { projectId: id, encoding: 'binary' });
        await client.until(() => reached(client));
        if (victim === 'server') {
          await berth.stopServer('SIGKILL');
          await berth.startServer();
          socket = await connectTo(berth);
          client.release();
          await client.resume(socket);
        } else {
          await killAgent(id);
          client.release();
        }
        await client.finish();
        expect(client.outOfOrder).toBe(0);
        expect(client.checksum).toBe(checksum);
        expect(client.complete?.checksum).toBe(checksum);
        // It goes as soon as the end has been told.
        await expect.poll(() => archives(berth, id)).toEqual([]);
        socket.disconnect();
      });
    }
  }
});
